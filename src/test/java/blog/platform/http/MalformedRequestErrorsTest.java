package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.LogLines;
import blog.support.RawConnection;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.eclipse.jetty.server.Server;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(LogLines.LOGGERS)
class MalformedRequestErrorsTest {
    @Test
    void aServiceThatHasEndedSaysSoAsABusyOneDoes() throws Exception {
        var ended = new RequestDrain();
        ended.await(Duration.ZERO);
        var server = new Server(new InetSocketAddress("127.0.0.1", 0));
        server.setHandler(ended);
        server.setErrorHandler(new MalformedRequestErrors(new RequestMetrics(new PrometheusRegistry(), new Routes())));
        server.start();
        try (var lines = LogLines.of(RequestLogTest.LOGGER);
                var wire = RawConnection.to(server.getURI())) {
            var reply = wire.send("GET /api/posts HTTP/1.1\nHost: blog\n\n").read();
            assertThat(reply.status()).isEqualTo(503);
            assertThat(reply.header("Retry-After")).isEqualTo("1");
            assertThat(reply.header("Connection")).isEqualTo("close");
            assertThat(reply.json().get("type").asString()).isEqualTo("urn:problem:busy");
            lines.await("id=\"" + reply.header("X-Request-Id") + "\"");
        } finally {
            server.stop();
        }
    }
}
