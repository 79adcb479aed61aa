package blog.tools.populate;

import java.io.PrintStream;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Shows the progress of populating: a growing bar on a terminal; elsewhere, such as in a log, a line every few
 * seconds.
 */
public final class ProgressBar implements PopulateProgress {
    private static final int WIDTH = 30;
    private static final long BETWEEN_DRAWINGS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long BETWEEN_LINES = TimeUnit.SECONDS.toNanos(5);

    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();
    private String table = "";
    private long tableStart = start;
    private long lastShown;

    public ProgressBar(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void rows(String what, long done, long of) {
        var now = System.nanoTime();
        if (!what.equals(table)) {
            table = what;
            tableStart = now;
            lastShown = now;
        }
        if (done == 0 || (done < of && now - lastShown < (terminal ? BETWEEN_DRAWINGS : BETWEEN_LINES))) return;
        lastShown = now;
        var figures = String.format(
                Locale.ROOT, "%,d of %,d (%d %%), %,.0f/s", done, of, 100 * done / of, rate(done, now - tableStart));
        if (terminal) {
            var filled = (int) (WIDTH * done / of);
            out.printf("\r%-6s %s%s  %-50s", what, "█".repeat(filled), "·".repeat(WIDTH - filled), figures);
            if (done == of) out.println();
            out.flush();
        } else {
            out.printf("%-6s %s%n", what, figures);
        }
    }

    public void end(long rows) {
        var time = System.nanoTime() - start;
        out.printf(Locale.ROOT, "%,d rows in %.1f s, %,.0f rows/s.%n", rows, time / 1e9, rate(rows, time));
    }

    private static double rate(long rows, long nanoseconds) {
        return rows / Math.max(nanoseconds / 1e9, 1e-3);
    }
}
