package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Tests that who got a connection gets an answer, however busy the server is when it is told to stop. */
@Tag("proof")
class StopUnderLoadTest {
    private static final int STOPS = 20;
    private static final int CLIENTS = 64;

    /**
     * Who connects in the microseconds between the last look at the queue and the closing of the listener. Seen: 0 and 2 in 20
     * stops; without that look, most of the clients at each stop.
     */
    private static final int UNLUCKY = 20;

    private static final int REQUESTS_BEFORE_THE_STOP = 1_000;
    private static final byte[] REQUEST =
            "GET /greeting HTTP/1.1\r\nHost: blog\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private final ConcurrentLinkedQueue<String> broken = new ConcurrentLinkedQueue<>();

    @Test
    void everyConnectionThatWasMadeIsAnswered() throws Exception {
        for (int stop = 1; stop <= STOPS; stop++) stopUnderLoad(stop);

        assertThat(List.copyOf(broken)).hasSizeLessThanOrEqualTo(UNLUCKY);
    }

    private void stopUnderLoad(int stop) throws InterruptedException {
        var routes = new Routes();
        routes.get("/greeting", ctx -> ctx.result("hello"), Access.ANYONE);
        var settings =
                new Settings.Server("127.0.0.1", 0, URI.create("http://localhost"), Set.of(), Duration.ofSeconds(5));
        var busy = new CountDownLatch(REQUESTS_BEFORE_THE_STOP);
        try (var threads = Executors.newFixedThreadPool(CLIENTS)) {
            try (var server = new HttpServer(settings, routes, token -> Optional.empty()).start()) {
                var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port());
                for (int i = 0; i < CLIENTS; i++) threads.execute(() -> askUntilTheEnd(stop, address, busy));
                assertThat(busy.await(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    /** Each time on a new connection, until there is none to be had. */
    private void askUntilTheEnd(int stop, InetSocketAddress server, CountDownLatch busy) {
        while (true) {
            try (var socket = new Socket()) {
                try {
                    socket.connect(server, 30_000);
                } catch (IOException refused) {
                    return;
                }
                var answer = ask(socket);
                if (!answer.startsWith("HTTP/1.1 200 ") || !answer.endsWith("\r\n\r\nhello")) {
                    broken.add("stop %d: '%s'"
                            .formatted(stop, answer.lines().findFirst().orElse("")));
                }
                busy.countDown();
            } catch (IOException fault) {
                throw new UncheckedIOException(fault);
            }
        }
    }

    private static String ask(Socket socket) {
        var answer = new ByteArrayOutputStream();
        try {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(REQUEST);
            socket.getInputStream().transferTo(answer);
            return answer.toString(StandardCharsets.US_ASCII);
        } catch (IOException fault) {
            return answer.toString(StandardCharsets.US_ASCII) + fault;
        }
    }
}
