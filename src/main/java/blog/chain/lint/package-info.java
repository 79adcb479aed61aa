/** The linter: finds faults of migrations from their text, without a database and before anybody waits for a lock. */
package blog.chain.lint;
