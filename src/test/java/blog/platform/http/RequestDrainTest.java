package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Client;
import blog.support.RawConnection;
import blog.support.TestBlog;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RequestDrainTest {
    @Test
    void whatRunsIsFinishedAndNobodyNewIsLetIn() throws Exception {
        try (var blog = TestBlog.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = lockedPosts(blog)) {
            var ann = blog.client().member();
            var post = ann.writes("Slow");
            execute(lock, "select from posts for update");
            var edit = threads.submit(() -> ann.patch(post, Map.of("title", "Done")));
            blog.sql().awaitLockWait();
            var stopped = threads.submit(blog::stop);
            awaitRefusal(ann);
            assertThat(stopped.isDone()).isFalse();
            lock.rollback();
            edit.get().is(200).has("title", "Done");
            stopped.get();
            assertThat(blog.sql().column("select title from posts")).containsExactly("Done");
        }
    }

    @Test
    void theWaitIsBounded() throws Exception {
        try (var blog = TestBlog.start(RequestDrainTest::impatient);
                var threads = Executors.newVirtualThreadPerTaskExecutor();
                var lock = lockedPosts(blog)) {
            var ann = blog.client().member();
            var post = ann.writes("Stuck");
            execute(lock, "select from posts for update");
            Future<?> edit = threads.submit(() -> {
                try (var wire = RawConnection.to(ann)) {
                    return wire.send(request("PUT", post + "/like", ann, ""))
                            .read()
                            .status();
                } catch (UncheckedIOException cutOff) {
                    return 0;
                }
            });
            blog.sql().awaitLockWait();
            var before = System.nanoTime();
            blog.stop();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(6));
            lock.rollback();
            assertThat(edit.get()).isIn(0, 503, 500);
        }
    }

    private static Settings impatient(Settings usual) {
        var server = usual.server();
        return new Settings(
                new Settings.Server(
                        server.host(), server.port(), server.baseUrl(), server.corsOrigins(), Duration.ofMillis(100)),
                usual.database(),
                usual.log());
    }

    /** Each write is either answered or was never done. */
    @Test
    void noRequestIsLostWhenTheServiceEndsUnderLoad() throws Exception {
        try (var blog = TestBlog.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var ann = blog.client().member();
            var busy = new CountDownLatch(200);
            var acknowledged = new AtomicInteger();
            for (int i = 0; i < 8; i++) threads.execute(() -> writeUntilTheEnd(ann, busy, acknowledged));
            busy.await();
            blog.stop();
            threads.shutdown();
            // A connection that was never read stays open as long as the process lives, which here goes on.
            if (!threads.awaitTermination(2, TimeUnit.SECONDS)) threads.shutdownNow();
            assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
            assertThat(blog.sql().number("select count(*) from posts")).isEqualTo(acknowledged.get());
        }
    }

    /** On a connection that is kept for as long as the service keeps it. */
    private static void writeUntilTheEnd(Client ann, CountDownLatch busy, AtomicInteger acknowledged) {
        while (true) {
            try (var wire = RawConnection.to(ann)) {
                for (var close = false; !close; busy.countDown()) {
                    var reply = wire.send(request("POST", "/api/posts", ann, "{\"title\":\"t\",\"content\":\"c\"}"))
                            .read();
                    if (reply.status() == 201) acknowledged.incrementAndGet();
                    else assertThat(reply.status()).isEqualTo(503);
                    close = reply.header("Connection").equals("close");
                }
            } catch (UncheckedIOException ended) {
                return;
            }
        }
    }

    private static String request(String method, String path, Client member, String body) {
        return "%s %s HTTP/1.1\nHost: blog\nAuthorization: %s\nContent-Type: application/json\nContent-Length: %d\n\n%s"
                .formatted(method, path, member.authorization(), body.length(), body);
    }

    private static Connection lockedPosts(TestBlog blog) throws SQLException {
        var connection = blog.sql().connect();
        connection.setAutoCommit(false);
        return connection;
    }

    private static void execute(Connection connection, String statement) throws SQLException {
        try (var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static void awaitRefusal(Client client) {
        var end = System.nanoTime() + 5_000_000_000L;
        while (System.nanoTime() < end) {
            try (var socket = new Socket(client.base().getHost(), client.base().getPort())) {
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException refused) {
                return;
            }
        }
        throw new AssertionError("connections are still accepted");
    }
}
