package blog.platform.database;

import blog.platform.config.Settings;
import blog.support.TestBlog;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Requests to a database whose answers are lost on the way, or that receives nothing, so that no connection breaks and its
 * own time-outs are heard by nobody: they end with 503 once the socket has been silent for too long.
 */
class SilentDatabaseTest {
    @Test
    @Timeout(30)
    void whoAsksADatabaseThatFallsSilentIsAskedToComeBack() throws IOException {
        try (var line = new Line();
                var blog = TestBlog.start(usual -> through(line, usual))) {
            var anyone = blog.client();
            var post = anyone.member().writes("Heard");
            anyone.get(post).is(200);
            line.silent = true;
            anyone.get(post)
                    .is(503)
                    .hasHeader("Retry-After", "1")
                    .has("detail", "The database did not answer in time; try again in a moment.");
        }
    }

    /** What is written does not fit into what the kernels keep of it while nobody reads. */
    @Test
    @Timeout(60)
    void whoWritesToADatabaseThatReadsNoMoreIsAskedToComeBack() throws IOException {
        try (var line = new Line();
                var blog = TestBlog.start(usual -> through(line, usual))) {
            var ann = blog.client().member();
            var longest = Map.of("title", "Long", "content", "€".repeat(50_000));
            ann.post("/api/posts", longest).is(201);
            line.jammed = true;
            ann.post("/api/posts", longest)
                    .is(503)
                    .hasHeader("Retry-After", "1")
                    .has("detail", "The database did not answer in time; try again in a moment.");
            line.jammed = false;
            ann.post("/api/posts", longest).is(201);
        }
    }

    /** A connection may be silent for as long as a statement may take, here a second, and some seconds more. */
    private static Settings through(Line line, Settings usual) {
        var database = usual.database();
        return new Settings(
                usual.server(),
                new Settings.Database(
                        Optional.of(line.to(database.given().orElseThrow())),
                        database.dataDir(),
                        1,
                        database.poolWait(),
                        Duration.ofSeconds(1),
                        false,
                        false),
                usual.log());
    }

    /**
     * Between the service and PostgreSQL. When it is silent, what is said to the service goes nowhere; when it is jammed, it
     * takes nothing more of whom says much.
     */
    private static final class Line implements AutoCloseable {
        private static final int SMALL = 1 << 13;

        private final ServerSocket listener = new ServerSocket();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile boolean silent;
        private volatile boolean jammed;

        Line() throws IOException {
            listener.setReceiveBufferSize(SMALL);
            listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }

        Settings.Login to(Settings.Login login) {
            Thread.startVirtualThread(() -> accept(login.host(), login.port()));
            return new Settings.Login(
                    listener.getInetAddress().getHostAddress(),
                    listener.getLocalPort(),
                    login.database(),
                    login.user(),
                    login.password(),
                    Map.of("sendBufferSize", String.valueOf(SMALL), "sslmode", "disable"));
        }

        private void accept(String host, int port) {
            try {
                while (true) {
                    var service = listener.accept();
                    var database = new Socket(host, port);
                    Thread.startVirtualThread(() -> pass(service, database, false));
                    Thread.startVirtualThread(() -> pass(database, service, true));
                }
            } catch (IOException closed) {
                // The way out of the loop.
            }
        }

        private void pass(Socket from, Socket to, boolean answers) {
            try (from;
                    to) {
                copy(from.getInputStream(), to.getOutputStream(), answers);
            } catch (IOException hungUp) {
                // One side has gone; so does the other.
            }
        }

        private void copy(InputStream from, OutputStream to, boolean answers) throws IOException {
            var buffer = new byte[SMALL];
            for (int length = from.read(buffer); length >= 0; length = from.read(buffer)) {
                if (jammed && length == SMALL) awaitEnd();
                if (!answers || !silent) to.write(buffer, 0, length);
            }
        }

        private void awaitEnd() {
            try {
                closed.await();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
            }
        }

        @Override
        public void close() throws IOException {
            closed.countDown();
            listener.close();
        }
    }
}
