package blog.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.RawConnection;
import blog.support.RawConnection.Answer;
import blog.support.TestBlog;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A flood of log-ins from a few addresses keeps nobody else waiting. */
@Tag("proof")
class LogInFloodTest {
    private static final List<String> FLOODING = List.of("127.0.0.1", "127.0.0.3", "127.0.0.4");

    /** More than may wait of one address, and in all more than the service works on at once. */
    private static final int CONNECTIONS_OF_EACH = 72 + Runtime.getRuntime().availableProcessors();

    private static final int FEW = 32 + Runtime.getRuntime().availableProcessors();

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    private final CountDownLatch sent = new CountDownLatch(FLOODING.size() * CONNECTIONS_OF_EACH);
    private final AtomicInteger served = new AtomicInteger();
    private final Queue<Answer> refusals = new ConcurrentLinkedQueue<>();
    private volatile boolean over;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    @Timeout(60)
    void othersAreServedBeforeMostOfTheFlood() throws Exception {
        var ann = anyone.member();
        var logIn = "{\"username\": \"%s\", \"password\": \"%s\"}".formatted(ann.username(), Client.PASSWORD);
        var account = "{\"username\": \"new\", \"email\": \"new@example.org\", \"password\": \"battery staple\"}";
        var change = "{\"current_password\": \"%s\", \"new_password\": \"new %1$s\"}".formatted(Client.PASSWORD);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                beginFlood(threads);
                soon(200, () -> asked("127.0.0.2", "GET /api/posts HTTP/1.1\nHost: blog\n\n"));
                soon(201, () -> asked("127.0.0.2", request("POST /api/sessions", "", logIn)));
                soon(201, () -> asked("127.0.0.2", request("POST /api/users", "", account)));
                var token = "Authorization: " + ann.authorization() + "\n";
                soon(204, () -> asked("127.0.0.1", request("PUT /api/me/password", token, change)));
            } finally {
                over = true;
            }
        }

        assertThat(refusals)
                .as("refusals of the flood, which served %s", served)
                .isNotEmpty()
                .allMatch(answer -> answer.status() == 503)
                .allMatch(answer -> answer.header("Retry-After").equals("1"));
    }

    private void beginFlood(ExecutorService threads) throws InterruptedException {
        for (var address : FLOODING) {
            for (int i = 0; i < CONNECTIONS_OF_EACH; i++) {
                var logIn = "{\"username\": \"nobody%d\", \"password\": \"wrong\"}".formatted(i);
                threads.execute(() -> flood(address, request("POST /api/sessions", "", logIn)));
            }
        }
        sent.await();
        while (served.get() < FEW) Thread.onSpinWait();
    }

    private void flood(String address, String request) {
        try (var wire = RawConnection.from(address, anyone)) {
            wire.send(request);
            sent.countDown();
            var answer = wire.read();
            while (answer.status() == 401) {
                served.incrementAndGet();
                if (over) return;
                answer = wire.send(request).read();
            }
            refusals.add(answer);
        }
    }

    /** By the number of others that were served meanwhile: how long a hash takes depends on the machine. */
    private void soon(int status, Supplier<Answer> asked) {
        var before = served.get();
        var answer = asked.get();
        var meanwhile = served.get() - before;
        assertThat(answer.status()).isEqualTo(status);
        assertThat(meanwhile).as("served of the flood meanwhile").isLessThan(FEW);
    }

    private static Answer asked(String address, String request) {
        try (var wire = RawConnection.from(address, anyone)) {
            return wire.send(request).read();
        }
    }

    private static String request(String line, String header, String json) {
        return "%s HTTP/1.1\nHost: blog\n%sContent-Type: application/json\nContent-Length: %d\n\n%s"
                .formatted(line, header, json.getBytes(StandardCharsets.UTF_8).length, json);
    }
}
