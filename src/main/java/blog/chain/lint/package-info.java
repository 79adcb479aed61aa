/** What can be said of migrations by reading them: without a database, and before anybody waits for a lock. */
package blog.chain.lint;
