package blog;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.ServeCommand;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A service with little memory neither ends nor shuts others out, whatever a crowd of clients does. */
@Tag("proof")
class CrowdTest {
    private static final String LIST = "GET /api/posts HTTP/1.1\r\nHost: blog\r\n\r\n";
    private static final int LONG_POSTS = 20;

    @AutoClose
    private static ServeCommand service;

    private static Client anyone;
    private static Client ann;

    private final List<Socket> sockets = new ArrayList<>();

    @BeforeAll
    static void start() {
        service = ServeCommand.listening(ServeCommand.folder(), Map.of("SAMPLES", "false"), "-Xmx256m");
        anyone = service.client();
        ann = anyone.member();
        var text = "😀".repeat(50_000);
        for (int i = 0; i < LONG_POSTS; i++) {
            ann.post("/api/posts", Map.of("title", "Long " + i, "content", text))
                    .is(201);
        }
        for (int i = 0; i < 50; i++) ann.writes("Short " + i);
    }

    @Test
    void aThousandWhoAskAreAnsweredOrToldToComeBack() throws Exception {
        var answers = askedBy(1024, LIST, 10);
        assertThat(answers.keySet()).isSubsetOf(200, 503);
        assertThat(answers.getOrDefault(200, 0L))
                .as("good answers among %s", answers)
                .isGreaterThan(1024);
        isWell();
    }

    @Test
    void fourThousandWhoAskAtOnceDoNotEndIt() throws Exception {
        var answers = askedBy(4096, LIST, 5);
        assertThat(answers.keySet()).isSubsetOf(200, 503);
        assertThat(answers.getOrDefault(200, 0L))
                .as("good answers among %s", answers)
                .isPositive();
        isWell();
    }

    @Test
    void whoDoesNotReadKeepsNobodyElseWaiting() throws Exception {
        for (int i = 0; i < 120; i++) {
            send(open(), LIST.replace("/api/posts", "/api/posts?sort=oldest&limit=" + (LONG_POSTS + 1 + i % 50)));
        }
        for (int i = 0; i < 50; i++) isWell();
        assertThat(anyone.get("/api/posts?sort=oldest&limit=20")
                        .is(200)
                        .get("items")
                        .size())
                .as("long posts on one page")
                .isBetween(1, LONG_POSTS / 2);
    }

    @Test
    void whoSendsByteByByteKeepsNobodyElseWaiting() throws Exception {
        var senders = new ArrayList<Client>();
        for (int i = 0; i < 16; i++) senders.add(anyone.member());
        for (var sender : senders) {
            for (int i = 0; i < 4; i++) {
                send(
                        open(),
                        "POST /api/posts HTTP/1.1\r\nHost: blog\r\nAuthorization: " + sender.authorization()
                                + "\r\nContent-Type: application/json\r\nContent-Length: 900000\r\n\r\n{"
                                + " ".repeat(20_000));
            }
        }
        for (int i = 0; i < 20; i++) {
            ann.post("/api/posts", Map.of("title", "Large", "content", "b".repeat(40_000)))
                    .is(201);
        }
        isWell();
    }

    @Test
    void tenThousandWhoSayNothingAndFiveThousandWhoBeginAreBorne() throws Exception {
        for (int i = 0; i < 10_000; i++) open();
        for (int i = 0; i < 5_000; i++) send(open(), LIST.substring(0, 30));
        isWell();
    }

    private static void isWell() {
        anyone.get("/api/posts?limit=1").is(200);
        anyone.get("/health/ready").is(200);
    }

    private Socket open() throws IOException {
        var socket = new Socket(service.base().getHost(), service.base().getPort());
        sockets.add(socket);
        return socket;
    }

    @AfterEach
    void closeSockets() throws IOException {
        for (var socket : sockets) socket.close();
    }

    private static void send(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(ISO_8859_1));
    }

    /** How often each status was the answer to so many connections that ask again and again, for so many seconds. */
    private Map<Integer, Long> askedBy(int connections, String request, int seconds) throws Exception {
        var statuses = new ConcurrentHashMap<Integer, Long>();
        var faults = ConcurrentHashMap.<String>newKeySet();
        var done = new CountDownLatch(connections);
        long end = System.nanoTime() + seconds * 1_000_000_000L;
        for (int i = 0; i < connections; i++) {
            var socket = open();
            Thread.ofVirtual().start(() -> ask(socket, request, end, statuses, faults, done));
        }
        done.await();
        assertThat(faults).isEmpty();
        return new TreeMap<>(statuses);
    }

    private static void ask(
            Socket socket,
            String request,
            long end,
            Map<Integer, Long> statuses,
            Set<String> faults,
            CountDownLatch done) {
        try {
            var in = new BufferedInputStream(socket.getInputStream());
            while (System.nanoTime() < end) {
                send(socket, request);
                statuses.merge(status(in), 1L, Long::sum);
            }
        } catch (IOException fault) {
            faults.add(fault.toString());
        } finally {
            done.countDown();
        }
    }

    /** Reads an answer to its end. */
    private static int status(InputStream in) throws IOException {
        var status = Integer.parseInt(line(in).split(" ", 3)[1]);
        int length = 0;
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            if (line.startsWith("Content-Length: ")) length = Integer.parseInt(line.substring(16));
        }
        in.skipNBytes(length);
        return status;
    }

    private static String line(InputStream in) throws IOException {
        var line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("the connection was closed");
            if (next != '\r') line.append((char) next);
        }
        return line.toString();
    }
}
