package blog.chain.migrations;

import java.time.Duration;

/** Is told of each statement of a migration before and after it runs; not after one that failed. */
public interface StepWatch {
    StepWatch NONE = new StepWatch() {};

    default void before(Step step) {}

    default void after(Step step, Duration time) {}
}
