/** The planner: measures the effects of pending migrations on a filled copy, while others write to it. */
package blog.chain.plan;
