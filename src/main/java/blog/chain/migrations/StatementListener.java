package blog.chain.migrations;

import java.time.Duration;

/** Receives a call before and after each statement of a migration; none after a statement that failed. */
public interface StatementListener {
    StatementListener NONE = new StatementListener() {};

    default void before(ScriptStatement step) {}

    default void after(ScriptStatement step, Duration time) {}
}
