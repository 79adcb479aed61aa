package blog.chain.migrations;

import java.time.Duration;

/** Is told of each statement of a migration before and after it runs; not after one that failed. */
public interface StatementListener {
    StatementListener NONE = new StatementListener() {};

    default void before(ScriptStatement step) {}

    default void after(ScriptStatement step, Duration time) {}
}
