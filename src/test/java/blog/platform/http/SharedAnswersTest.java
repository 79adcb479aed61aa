package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.platform.input.Versioned;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Readers who share a large answer hold its bytes once, however many there are. */
@Tag("own-server")
@Timeout(60)
class SharedAnswersTest {
    /** More than the system takes for a reader who does not read. */
    private static final int LARGE = 24 << 20;

    private static final int READERS = 12;

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);
    private final List<Socket> readers = new ArrayList<>();

    record Large(int version, String text) implements Versioned {}

    @Test
    void theBytesOfASharedAnswerCountOnce() throws Exception {
        var before = Representation.UNREAD.held();
        try (var server = server()) {
            ask(server);
            asked.await();
            for (int i = 1; i < READERS; i++) ask(server);
            // Of these, one reads for all.
            while (shared() < READERS - 2) Thread.onSpinWait();
            answer.countDown();
            for (var reader : readers) {
                var status = new String(reader.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
                assertThat(status).isEqualTo("HTTP/1.1 200");
            }
            assertThat(Representation.UNREAD.held() - before)
                    .as("held for %d readers of two answers of %d bytes", READERS, LARGE)
                    .isBetween(2L * LARGE, 3L * LARGE);
            for (var reader : readers) reader.close();
        }
    }

    private HttpServer server() {
        var text = "x".repeat(LARGE);
        var routes = new Routes();
        routes.get(
                "/large",
                ctx -> Responses.read(ctx, () -> {
                    asked.countDown();
                    await(answer);
                    return new Large(1, text);
                }),
                Access.ANYONE);
        var settings =
                new Settings.Server("127.0.0.1", 0, URI.create("http://localhost"), Set.of(), Duration.ofSeconds(5));
        return new HttpServer(settings, routes, token -> Optional.empty(), registry).start();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException fault) {
            throw new IllegalStateException(fault);
        }
    }

    private void ask(HttpServer server) throws IOException {
        var socket = new Socket("127.0.0.1", server.port());
        readers.add(socket);
        socket.getOutputStream().write("GET /large HTTP/1.1\r\nHost: blog\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    private double shared() {
        return registry.scrape().stream()
                .filter(family -> family.getMetadata().getName().startsWith("http_reads_shared"))
                .flatMap(family -> ((CounterSnapshot) family).getDataPoints().stream())
                .mapToDouble(CounterSnapshot.CounterDataPointSnapshot::getValue)
                .sum();
    }
}
