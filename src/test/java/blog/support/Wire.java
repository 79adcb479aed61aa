package blog.support;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A bare connection, for what no HTTP library would send. Answers must come within ten seconds. */
public final class Wire implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

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

    private Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream());
        socket.setSoTimeout(10_000);
    }

    public static Wire to(Client client) {
        return to(client.base());
    }

    /** To a server that need not be the service. */
    public static Wire to(URI server) {
        try {
            return new Wire(new Socket(server.getHost(), server.getPort()));
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
    public Wire send(String text) {
        return send(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    }

    public Wire send(byte[] bytes) {
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
            return new Answer(status, headers, in.readNBytes(length));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
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
