package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.LogLines;
import blog.support.TestBlog;
import ch.qos.logback.classic.Level;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

/** A client that closes its connection before it has read the whole response: a line in the log, and no error. */
@ResourceLock(LogLines.LOGGERS)
class ClientDisconnectTest {
    private static final int POSTS = 10;

    /** Now and then the connection takes the whole answer before it is reset. */
    private static final int TIMES = 20;

    @Test
    void aClientThatHangsUpInTheMiddleOfAnAnswerIsNoFault() throws IOException {
        try (var blog = TestBlog.start();
                var lines = LogLines.of("blog.platform.http")) {
            var ann = blog.client().member();
            var long200Kb = Map.of("title", "Long", "content", "😀".repeat(50_000));
            for (int i = 0; i < POSTS; i++) ann.post("/api/posts", long200Kb).is(201);
            for (int i = 0; i < TIMES; i++) {
                hangUpAfterTheFirstByte(ann, "GET /api/posts?limit=100 HTTP/1.1\r\nHost: blog\r\n\r\n");
            }
            lines.await("the client has gone before the response");
            assertThat(lines.of(Level.ERROR)).isEmpty();
            ann.get("/api/posts?limit=1").is(200);
        }
    }

    private static void hangUpAfterTheFirstByte(Client client, String request) throws IOException {
        try (var socket = new Socket()) {
            socket.setReceiveBufferSize(1 << 10);
            socket.connect(
                    new InetSocketAddress(client.base().getHost(), client.base().getPort()));
            socket.setSoLinger(true, 0);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().read()).isEqualTo('H');
        }
    }
}
