package blog.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.OutputStreamAppender;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import tools.jackson.databind.json.JsonMapper;

class LogConfigurationTest {
    private final LoggerContext context = new LoggerContext();

    @Test
    void forACollectorALineIsOneObjectOfJson() {
        var line = line(Settings.Format.JSON);
        assertThat(line).endsWith("\n").containsOnlyOnce("\n");

        var json = JsonMapper.shared().readTree(line);
        assertThat(json.get("@timestamp").asString()).isEqualTo("2026-03-01T09:00:00.123Z");
        assertThat(json.get("level").asString()).isEqualTo("INFO");
        assertThat(json.get("logger_name").asString()).isEqualTo("blog.requests");
        assertThat(json.get("message").asString()).isEqualTo("two\nlines");
        assertThat(json.get("route").asString()).isEqualTo("/api/posts/{id}");
        assertThat(json.get("status").isNumber()).isTrue();
        assertThat(json.get("status").asInt()).isEqualTo(200);
        assertThat(json.has("@version")).isFalse();
    }

    @Test
    void forPeopleItIsText() {
        assertThat(line(Settings.Format.TEXT))
                .matches("(?s)2026-03-01T\\S+ INFO  requests two\\nlines route=/api/posts/\\{id} status=200\\R");
    }

    @Test
    void librariesSpeakOnlyOfWhatIsWrong() {
        configure(Settings.Format.TEXT);
        assertThat(context.getLogger("blog.platform.http").isInfoEnabled()).isTrue();
        assertThat(context.getLogger("org.eclipse.jetty.server").isInfoEnabled())
                .isFalse();
        assertThat(context.getLogger("org.eclipse.jetty.server").isWarnEnabled())
                .isTrue();
    }

    /** As the appender that it was given would write it. */
    private String line(Settings.Format format) {
        return new String(configure(format).getEncoder().encode(event()), StandardCharsets.UTF_8);
    }

    private OutputStreamAppender<ILoggingEvent> configure(Settings.Format format) {
        context.setMDCAdapter(new LogbackMDCAdapter());
        var console = LogConfiguration.configure(new Settings.Log(format), context);
        assertThat(context.getLogger(Logger.ROOT_LOGGER_NAME).iteratorForAppenders())
                .toIterable()
                .containsExactly(console);
        return console;
    }

    private ILoggingEvent event() {
        var event = new LoggingEvent("", context.getLogger("blog.requests"), Level.INFO, "two\nlines", null, null);
        event.setInstant(Instant.parse("2026-03-01T09:00:00.123Z"));
        event.setKeyValuePairs(List.of(new KeyValuePair("route", "/api/posts/{id}"), new KeyValuePair("status", 200)));
        return event;
    }
}
