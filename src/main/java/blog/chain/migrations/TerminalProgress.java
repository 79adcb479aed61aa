package blog.chain.migrations;

import java.io.PrintStream;
import java.time.Duration;

/** Prints one line per migration; on a terminal also while it runs, still without its time. */
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
