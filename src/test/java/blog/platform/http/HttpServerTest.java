package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.RawConnection;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class HttpServerTest {
    /** A request that waits for the database must not keep one of a few threads. */
    @Test
    void eachRequestHasAVirtualThread() {
        var routes = new Routes();
        routes.get("/thread", ctx -> ctx.result("" + Thread.currentThread().isVirtual()), Access.ANYONE);
        var settings =
                new Settings.Server("127.0.0.1", 0, URI.create("http://localhost"), Set.of(), Duration.ofSeconds(1));
        try (var server = new HttpServer(settings, routes, token -> Optional.empty()).start();
                var wire = RawConnection.to(URI.create("http://127.0.0.1:" + server.port()))) {
            var reply = wire.send("GET /thread HTTP/1.1\nHost: blog\n\n").read();
            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.json().booleanValue()).isTrue();
        }
    }
}
