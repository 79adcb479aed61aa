package blog.platform.ops;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.MetricsText;
import blog.support.RawConnection;
import blog.support.TestBlog;
import java.net.URI;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Metrics are for who runs the service. */
class MetricsAccessTest {
    private static final String TOKEN = "0123456789abcdef";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Forwarded: for=192.0.2.1",
                "X-Forwarded-For: 192.0.2.1",
                "X-Forwarded-Proto: https",
                "X-Real-IP: 192.0.2.1",
                "Via: 1.1 proxy"
            })
    void aProxyOnTheSameMachineDoesNotOpenThem(String header) {
        try (var blog = TestBlog.start()) {
            assertThat(status(blog, "Host: localhost")).isEqualTo(200);
            assertThat(status(blog, "Host: localhost\n" + header)).isEqualTo(404);
        }
    }

    @Test
    void aPageInABrowserDoesNotReadThemByANameOfItsOwn() {
        try (var blog = TestBlog.start()) {
            assertThat(status(blog, "Host: blog.example.org")).isEqualTo(404);
            assertThat(status(blog, "Host: 127.0.0.1:8080")).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"0.0.0.0, http://localhost", "127.0.0.1, https://blog.example.org"})
    void aServiceThatOthersReachHasNoneUnlessItIsSet(String host, String baseUrl) {
        try (var blog = TestBlog.start(settings -> at(settings, host, baseUrl, Optional.empty()))) {
            assertThat(status(blog, "Host: localhost")).isEqualTo(404);
            assertThat(status(blog, "Host: localhost\nAuthorization: Bearer " + TOKEN))
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.0.0.0", "127.0.0.1"})
    void whereThereIsATokenItIsNeeded(String host) {
        try (var blog = TestBlog.start(settings -> at(settings, host, "http://localhost", Optional.of(TOKEN)))) {
            assertThat(status(blog, "Host: localhost")).isEqualTo(401);
            assertThat(status(blog, "Host: localhost\nAuthorization: Bearer 0123456789abcdeX"))
                    .isEqualTo(401);
            assertThat(status(blog, "Host: localhost\nAuthorization: Bearer")).isEqualTo(401);
            assertThat(status(blog, "Host: localhost\nAuthorization: Basic " + TOKEN))
                    .isEqualTo(401);
            assertThat(status(
                            blog, "Host: blog.example.org\nX-Forwarded-For: 192.0.2.1\nAuthorization: bearer " + TOKEN))
                    .isEqualTo(200);
        }
    }

    /** It would otherwise be looked for among sessions, which is a query for each guess. */
    @Test
    void theTokenOfASessionIsNotOne() {
        try (var blog = TestBlog.start(settings -> at(settings, "127.0.0.1", "/", Optional.of(TOKEN)))) {
            var ann = blog.client().member();
            assertThat(status(blog, "Host: localhost\nAuthorization: " + ann.authorization()))
                    .isEqualTo(401);
        }
    }

    @Test
    void onAPortOfTheirOwnTheyAreOnNoOther() {
        var open = new Settings.Metrics(Optional.empty(), OptionalInt.of(0), "127.0.0.1");
        try (var blog = TestBlog.start(settings -> with(settings, open))) {
            assertThat(status(blog, "Host: localhost")).isEqualTo(404);
            var own = URI.create("http://127.0.0.1:" + blog.metricsPort());
            var answer = ask(own, "GET /metrics HTTP/1.1\nHost: prometheus\n\n");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(MetricsText.of(answer.body()).value("postgresql_up")).isEqualTo(1);
            assertThat(ask(own, "GET /api/posts HTTP/1.1\nHost: prometheus\n\n").status())
                    .isEqualTo(404);
        }
    }

    @Test
    void aPortOfTheirOwnMayWantATokenToo() {
        var guarded = new Settings.Metrics(Optional.of(TOKEN), OptionalInt.of(0), "127.0.0.1");
        try (var blog = TestBlog.start(settings -> with(settings, guarded))) {
            var own = URI.create("http://127.0.0.1:" + blog.metricsPort());
            assertThat(ask(own, "GET /metrics HTTP/1.1\nHost: prometheus\n\n").status())
                    .isEqualTo(401);
            assertThat(ask(own, "GET /metrics HTTP/1.1\nHost: prometheus\nAuthorization: Bearer " + TOKEN + "\n\n")
                            .status())
                    .isEqualTo(200);
        }
    }

    private static Settings at(Settings settings, String host, String baseUrl, Optional<String> token) {
        var server = settings.server();
        return with(
                new Settings(
                        new Settings.Server(host, 0, URI.create(baseUrl), server.corsOrigins(), server.drain()),
                        settings.database(),
                        settings.log()),
                new Settings.Metrics(token, OptionalInt.empty(), "127.0.0.1"));
    }

    private static Settings with(Settings settings, Settings.Metrics metrics) {
        return new Settings(settings.server(), settings.database(), settings.log(), metrics);
    }

    private static int status(TestBlog blog, String headers) {
        return ask(blog.client().base(), "GET /metrics HTTP/1.1\n" + headers + "\n\n")
                .status();
    }

    private static RawConnection.Answer ask(URI server, String request) {
        try (var wire = RawConnection.to(server)) {
            return wire.send(request).read();
        }
    }
}
