package blog.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.ClassSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;
import org.opentest4j.TestAbortedException;

/**
 * Writes a summary of a run for `./blog test` to print last: the slowest classes, what was skipped, and what failed, why
 * and how to run it alone. The file is named by the configuration parameter {@value #FILE}; a run without it, such as an
 * editor's or one inside a test, writes none.
 */
public final class TestSummary implements TestExecutionListener {
    static final String FILE = "test.summary";

    private static final int SLOWEST = 10;
    private static final int LONGEST_REASON = 300;

    private final Map<String, Long> starts = new ConcurrentHashMap<>();
    private final Map<String, Duration> durations = new ConcurrentHashMap<>();
    private final Queue<Line> skipped = new ConcurrentLinkedQueue<>();
    private final Queue<Line> failed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger tests = new AtomicInteger();
    private long begin;

    /** @param test what {@code -Dtest=} takes; empty where a whole engine failed */
    private record Line(String className, String test, String name, String reason) {
        static Line of(TestIdentifier what, String reason) {
            var source = what.getSource().orElse(null);
            return switch (source) {
                case MethodSource method -> {
                    var test = simple(method.getClassName()) + "#" + method.getMethodName();
                    var name = what.getDisplayName().startsWith(method.getMethodName())
                            ? test
                            : test + " " + what.getDisplayName();
                    yield new Line(method.getClassName(), test, name, reason);
                }
                case ClassSource type ->
                    new Line(type.getClassName(), simple(type.getClassName()), simple(type.getClassName()), reason);
                case null, default -> new Line("", "", what.getDisplayName(), reason);
            };
        }

        private static String simple(String className) {
            return className.substring(className.lastIndexOf('.') + 1);
        }
    }

    @Override
    public void testPlanExecutionStarted(TestPlan plan) {
        begin = System.nanoTime();
    }

    @Override
    public void executionStarted(TestIdentifier what) {
        starts.put(what.getUniqueId(), System.nanoTime());
    }

    @Override
    public void executionSkipped(TestIdentifier what, String reason) {
        skipped.add(Line.of(what, shortened(reason)));
    }

    @Override
    public void executionFinished(TestIdentifier what, TestExecutionResult result) {
        if (what.isTest()) tests.incrementAndGet();
        if (what.getSource().orElse(null) instanceof ClassSource type) {
            durations.put(type.getClassName(), since(starts.getOrDefault(what.getUniqueId(), begin)));
        }
        switch (result.getStatus()) {
            case SUCCESSFUL -> {}
            case ABORTED -> skipped.add(Line.of(what, reason(result)));
            case FAILED -> failed.add(Line.of(what, reason(result)));
        }
    }

    private static String reason(TestExecutionResult result) {
        return result.getThrowable()
                .map(fault -> {
                    var message = shortened(fault.getMessage() == null ? "" : fault.getMessage());
                    boolean clear = fault instanceof AssertionError || fault instanceof TestAbortedException;
                    return clear && !message.isEmpty()
                            ? message
                            : (fault.getClass().getSimpleName() + " " + message).strip();
                })
                .orElse("no reason given");
    }

    /** The lines of a message joined, as an assertion's says only on its later ones what was there instead. */
    private static String shortened(String message) {
        var line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_REASON ? line : line.substring(0, LONGEST_REASON) + "…";
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        plan.getConfigurationParameters().get(FILE).map(Path::of).ifPresent(file -> {
            try {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, text());
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        });
    }

    private String text() {
        var lines = new ArrayList<String>();
        lines.add("The slowest classes:");
        lines.addAll(slowest());
        if (!skipped.isEmpty()) lines.add("NOT tested here:");
        for (var line : skipped) lines.add("  " + line.name() + ": " + line.reason());
        lines.add(String.format(
                Locale.ROOT,
                "%d tests in %.0f s, %s",
                tests.get(),
                seconds(since(begin)),
                failed.isEmpty() ? "all passed." : failed.size() + " FAILED:"));
        for (var line : failed) {
            lines.add("  " + line.name() + ": " + line.reason());
            if (line.test().isEmpty()) continue;
            lines.add("    report: target/surefire-reports/" + line.className() + ".txt");
            lines.add("    alone:  ./blog test " + argument(line.test()));
        }
        return String.join("\n", lines) + "\n";
    }

    /** A shell would take what follows the $ of a nested class for a variable. */
    private static String argument(String test) {
        return test.contains("$") ? "'-Dtest=" + test + "'" : "-Dtest=" + test;
    }

    private List<String> slowest() {
        return durations.entrySet().stream()
                .sorted(Map.Entry.<String, Duration>comparingByValue().reversed())
                .limit(SLOWEST)
                .map(each -> String.format(Locale.ROOT, "%7.1f s  %s", seconds(each.getValue()), each.getKey()))
                .toList();
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
