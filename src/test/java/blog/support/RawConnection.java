package blog.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A bare connection, for requests that no HTTP library would send. Answers must come within ten seconds; the service's
 * answers to a well-formed request are validated against the API document, as {@link Client} does.
 */
public final class RawConnection implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern REQUEST = Pattern.compile("(?<method>[A-Z]+) (?<target>/\\S*) HTTP/1\\.1\n");

    /** @param headers by name in lower case */
    public record Answer(int status, Map<String, String> headers, byte[] body) {
        public String header(String name) {
            return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
        }

        public JsonNode json() {
            return JSON.readTree(body);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final @Nullable URI service;
    private @Nullable MatchResult asked;

    private RawConnection(URI server, @Nullable URI service, @Nullable String from) throws IOException {
        this.socket = from == null
                ? new Socket(server.getHost(), server.getPort())
                : new Socket(server.getHost(), server.getPort(), InetAddress.getByName(from), 0);
        this.service = service;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(10_000);
    }

    public static RawConnection to(Client client) {
        return to(client.base(), client.base(), null);
    }

    /** To a server that need not be the service. */
    public static RawConnection to(URI server) {
        return to(server, null, null);
    }

    /** From another address of this machine, as in 127.0.0.2. */
    public static RawConnection from(String address, Client client) {
        return to(client.base(), client.base(), address);
    }

    private static RawConnection to(URI server, @Nullable URI service, @Nullable String from) {
        try {
            return new RawConnection(server, service, from);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** One request over a connection of its own. */
    public static Answer ask(Client client, String request) {
        try (var wire = to(client)) {
            return wire.send(request).read();
        }
    }

    /** Sends these characters as they stand, each line ending with CRLF. */
    public RawConnection send(String text) {
        var request = REQUEST.matcher(text);
        if (request.lookingAt()) asked = request.toMatchResult();
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    public RawConnection send(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return this;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The next answer. */
    public Answer read() {
        try {
            var status = Integer.parseInt(line().split(" ", 3)[1]);
            var headers = new TreeMap<String, String>();
            for (var line = line(); !line.isEmpty(); line = line()) {
                var parts = line.split(": *", 2);
                headers.put(parts[0].toLowerCase(Locale.ROOT), parts[1]);
            }
            var length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
            var answer = new Answer(status, headers, in.readNBytes(length));
            if (service != null && asked != null) {
                ApiContract.of(service).check(asked.group("method"), asked.group("target"), reply(answer));
            }
            return answer;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static Reply reply(Answer answer) {
        var headers = new TreeMap<String, List<String>>();
        answer.headers().forEach((name, value) -> headers.put(name, List.of(value)));
        return new Reply(
                "a bare request", answer.status(), HttpHeaders.of(headers, (name, value) -> true), answer.body());
    }

    private String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) throw new IOException("the connection was closed");
            if (next != '\r') line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }
}
