/** What pending migrations would do to a filled database: measured on a copy, while others write to it. */
package blog.chain.plan;
