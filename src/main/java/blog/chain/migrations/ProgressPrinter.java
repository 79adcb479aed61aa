package blog.chain.migrations;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;

/** Prints one line per migration, with its time; on a terminal, the line appears when the migration starts. */
public class ProgressPrinter implements MigrationProgress {
    private final Consumer<String> lines;

    private ProgressPrinter(Consumer<String> lines) {
        this.lines = lines;
    }

    public static MigrationProgress to(Consumer<String> lines) {
        return new ProgressPrinter(lines);
    }

    public static MigrationProgress to(PrintStream out, boolean terminal) {
        return terminal ? new Terminal(out) : new ProgressPrinter(out::println);
    }

    @Override
    public void waits() {
        lines.accept("  Another run is migrating this database; waiting for it to end.");
    }

    @Override
    public void applied(String version, String description, Duration time) {
        lines.accept(String.format(Locale.ROOT, "  %s  %-60s %,7d ms", version, description, time.toMillis()));
    }

    /** Shows the line without its time while the migration runs. */
    private static final class Terminal extends ProgressPrinter {
        private final PrintStream out;

        Terminal(PrintStream out) {
            super(out::println);
            this.out = out;
        }

        @Override
        public void begins(String version, String description) {
            out.printf("  %s  %-60s …", version, description);
            out.flush();
        }

        @Override
        public void fails() {
            out.println(" failed");
        }

        @Override
        public void applied(String version, String description, Duration time) {
            out.print("\r");
            super.applied(version, description, time);
        }
    }
}
