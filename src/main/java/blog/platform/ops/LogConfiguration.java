package blog.platform.ops;

import blog.platform.config.Settings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import java.util.List;
import net.logstash.logback.encoder.LogstashEncoder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Configures logging to standard output, as text for people or as JSON for a collector. In code, since reading XML
 * would slow every start. Lines are written in batches, so a process that ends has to say so with {@link #end}.
 */
public final class LogConfiguration {
    private static final List<String> CHATTY = List.of(
            "io.javalin", "org.eclipse.jetty", "com.zaxxer.hikari", "org.flywaydb", "org.jooq", "com.password4j");

    private static volatile @Nullable BatchingAppender configured;

    private LogConfiguration() {}

    public static void configure(Settings.Log settings) {
        configured = configure(settings, (LoggerContext) LoggerFactory.getILoggerFactory());
    }

    static BatchingAppender configure(Settings.Log settings, LoggerContext context) {
        context.reset();
        var console = new BatchingAppender(System.out);
        console.setContext(context);
        console.setEncoder(encoder(settings.format(), context));
        console.start();
        var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        root.addAppender(console);
        CHATTY.forEach(name -> context.getLogger(name).setLevel(Level.WARN));
        return console;
    }

    /** Writes all lines that were logged, and each later one at once. A process without a log loads nothing for it. */
    public static void end() {
        var console = configured;
        if (console != null) console.end();
    }

    private static Encoder<ILoggingEvent> encoder(Settings.Format format, LoggerContext context) {
        return switch (format) {
            case JSON -> {
                var json = new LogstashEncoder();
                json.setContext(context);
                json.setVersion(null);
                json.setTimeZone("UTC");
                json.start();
                yield json;
            }
            case TEXT -> {
                var text = new PatternLayoutEncoder();
                text.setContext(context);
                text.setPattern("%d{yyyy-MM-dd'T'HH:mm:ss.SSSXXX} %-5level %logger{0} %msg %kvp{NONE}%n");
                text.start();
                yield text;
            }
        };
    }
}
