package blog.chain.migrations;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

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

    /** One line a migration, with its time; on a terminal, the line is begun when the migration is. */
    static MigrationProgress to(PrintStream out, boolean terminal) {
        return terminal ? new TerminalProgress(out) : to(out);
    }

    /** One line a migration, with its time. */
    static MigrationProgress to(PrintStream out) {
        return to(out::println);
    }

    /** One line a migration, with its time. */
    static MigrationProgress to(Consumer<String> lines) {
        return new MigrationProgress() {
            @Override
            public void waits() {
                lines.accept("  Another run is migrating this database; waiting for it to end.");
            }

            @Override
            public void applied(String version, String description, Duration time) {
                lines.accept(String.format(Locale.ROOT, "  %s  %-60s %,7d ms", version, description, time.toMillis()));
            }
        };
    }
}
