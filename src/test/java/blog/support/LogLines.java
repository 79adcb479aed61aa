package blog.support;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Captures the lines of a logger while this is open, down to debug level. Classes that use it do not run at the same
 * time.
 */
public final class LogLines extends AppenderBase<ILoggingEvent> implements AutoCloseable {
    /** The resource that its users lock: a logger has one level. */
    public static final String LOGGERS = "blog.loggers";

    private static final long PATIENCE_NANOS = 5_000_000_000L;

    private final Queue<ILoggingEvent> events = new ConcurrentLinkedQueue<>();
    private final Logger logger;
    private final @Nullable Level before;

    private LogLines(Logger logger) {
        this.logger = logger;
        this.before = logger.getLevel();
    }

    public static LogLines of(String name) {
        var logger = (Logger) LoggerFactory.getLogger(name);
        var lines = new LogLines(logger);
        lines.setContext(logger.getLoggerContext());
        lines.start();
        logger.setLevel(Level.DEBUG);
        logger.addAppender(lines);
        return lines;
    }

    @Override
    protected void append(ILoggingEvent event) {
        events.add(event);
    }

    public List<String> of(Level level) {
        return events.stream()
                .filter(event -> event.getLevel().equals(level))
                .map(LogLines::text)
                .toList();
    }

    public void await(String part) {
        var end = System.nanoTime() + PATIENCE_NANOS;
        while (events.stream().noneMatch(event -> text(event).contains(part))) {
            if (System.nanoTime() > end) throw new AssertionError("no line with " + part + " among " + events);
            Thread.onSpinWait();
        }
    }

    private static String text(ILoggingEvent event) {
        return event.getFormattedMessage() + " " + event.getKeyValuePairs();
    }

    @Override
    public void close() {
        logger.detachAppender(this);
        logger.setLevel(before);
        stop();
    }
}
