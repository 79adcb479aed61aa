package blog.chain.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import blog.support.LogLines;
import blog.support.Sql;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import ch.qos.logback.classic.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** The service's reaction to a schema that was altered by hand. */
@ResourceLock(LogLines.LOGGERS)
final class DriftMonitorTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-05-01T09:00:00Z"));
    private final Clock clock = ((InstantSource) now::get).withZone(ZoneOffset.UTC);

    @Test
    void itDoesNotStartOnASchemaThatWouldBreakIt() {
        var login = TestDatabase.fresh();
        try {
            new Sql(login).run("alter table posts rename column title to headline");
            assertThatThrownBy(() -> TestBlog.start(login))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("The database's schema was altered")
                    .hasMessageContaining("missing  column posts.title: character varying(100), not null")
                    .hasMessageContaining("extra    column posts.headline")
                    .hasMessageContaining("./blog db check");
        } finally {
            TestDatabase.drop(login);
        }
    }

    @Test
    void itStartsWithAWarningOnOneThatDoesNot() {
        var login = TestDatabase.fresh();
        new Sql(login).run("create index posts_title_idx on posts (title)");
        try (var lines = LogLines.of(DriftMonitor.class.getName());
                var blog = TestBlog.start(login)) {
            assertThat(lines.of(Level.WARN))
                    .anySatisfy(line -> assertThat(line).contains("extra    index posts_title_idx"));
            blog.client().get("/health/ready").is(200).has("status", "ready").has("schema", "altered");
        }
    }

    @Test
    void readinessLooksAgainAfterAMinute() {
        try (var blog = TestBlog.start(clock)) {
            var anyone = blog.client();
            blog.sql().run("drop index users_email_key");
            anyone.get("/health/ready").is(200).has("schema", "expected");
            pass(Duration.ofSeconds(61));
            anyone.get("/health/ready")
                    .is(503)
                    .has(
                            "detail",
                            "The database's schema was altered in a way that breaks this release; ./blog db check"
                                    + " says how.");
            anyone.get("/health/live").is(200);
            blog.sql().run("create unique index users_email_key on users (lower(email))");
            blog.sql().run("create index posts_title_idx on posts (title)");
            pass(Duration.ofSeconds(61));
            anyone.get("/health/ready").is(200).has("schema", "altered");
        }
    }

    private void pass(Duration time) {
        now.updateAndGet(before -> before.plus(time));
    }
}
