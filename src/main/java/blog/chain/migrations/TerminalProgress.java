package blog.chain.migrations;

import java.io.PrintStream;
import java.time.Duration;

/** A line a migration that is there, without its time, while the migration runs. */
record TerminalProgress(PrintStream out) implements MigrationProgress {
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
    public void waits() {
        MigrationProgress.to(out).waits();
    }

    @Override
    public void applied(String version, String description, Duration time) {
        out.print("\r");
        MigrationProgress.to(out).applied(version, description, time);
    }
}
