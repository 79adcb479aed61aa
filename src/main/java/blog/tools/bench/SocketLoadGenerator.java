package blog.tools.bench;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;

/** Sends calls over persistent connections, with the JDK's sockets, where wrk is not installed. */
final class SocketLoadGenerator implements LoadGenerator {
    private static final String LENGTH = "content-length:";

    private final URI service;
    private final List<HttpCall> calls;
    private final SeededPosts posts;

    SocketLoadGenerator(URI service, List<HttpCall> calls, SeededPosts posts) {
        this.service = service;
        this.calls = calls;
        this.posts = posts;
    }

    @Override
    public Measurement run(int connections, int seconds) {
        return LoadThreads.run(connections, seconds, this::client);
    }

    private LoadThreads.Member client() throws IOException {
        var socket = new Socket(service.getHost(), service.getPort());
        socket.setTcpNoDelay(true);
        var answers = new BufferedInputStream(socket.getInputStream());
        return LoadThreads.member(
                () -> {
                    var call = calls.get(ThreadLocalRandom.current().nextInt(calls.size()));
                    socket.getOutputStream().write(request(call));
                    read(answers, call);
                },
                socket);
    }

    private byte[] request(HttpCall call) {
        var body = call.body().getBytes(StandardCharsets.UTF_8);
        var head = new StringBuilder(call.method() + " " + call.path(posts.any()) + " HTTP/1.1\r\n");
        head.append("Host: ").append(service.getAuthority()).append("\r\n");
        call.header()
                .ifPresent(token -> head.append("Authorization: ").append(token).append("\r\n"));
        if (body.length > 0) head.append("Content-Type: application/json\r\n");
        head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
        return (head + call.body()).getBytes(StandardCharsets.UTF_8);
    }

    private static void read(InputStream answers, HttpCall call) throws IOException {
        var status = line(answers);
        if (!status.startsWith("HTTP/1.1 2")) {
            throw new IOException(call.method() + " " + call.path() + " was answered with " + status);
        }
        int length = 0;
        for (var line = line(answers); !line.isEmpty(); line = line(answers)) {
            if (line.startsWith(LENGTH)) {
                length = Integer.parseInt(line.substring(LENGTH.length()).strip());
            }
        }
        answers.skipNBytes(length);
    }

    private static String line(InputStream answers) throws IOException {
        var line = new StringBuilder();
        for (int next = answers.read(); next != '\n'; next = answers.read()) {
            if (next < 0) throw new EOFException("the service hung up");
            if (next != '\r') line.append((char) next);
        }
        var text = line.toString();
        return text.startsWith("HTTP") ? text : text.toLowerCase(Locale.ROOT);
    }
}
