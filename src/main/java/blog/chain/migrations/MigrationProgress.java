package blog.chain.migrations;

import java.time.Duration;

/** Receives a call for each migration once it has been applied. */
@FunctionalInterface
public interface MigrationProgress {
    MigrationProgress NONE = (version, description, time) -> {};

    /** Before it is applied; a terminal shows what is being waited for. */
    default void begins(String version, String description) {}

    /** @param description the sentence in the file's name, as in "add bio to users" */
    void applied(String version, String description, Duration time);

    /** Instead of applied, when what has begun does not end well; the fault itself is told elsewhere. */
    default void fails() {}

    /** Once, when another run holds the lock that all runs share. */
    default void waits() {}
}
