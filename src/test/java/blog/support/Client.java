package blog.support;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/**
 * A client of the service: anonymous, or a member once logged in. Every reply is validated against the API document.
 */
public final class Client {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public static final String PASSWORD = "correct horse";

    private final URI base;
    private final Map<String, String> headers;
    private final long id;
    private final String username;

    Client(URI base) {
        this(base, Map.of(), 0, "");
    }

    /** A visitor of a service that is not {@link TestBlog}'s. */
    public static Client at(URI base) {
        return new Client(base);
    }

    private Client(URI base, Map<String, String> headers, long id, String username) {
        this.base = base;
        this.headers = headers;
        this.id = id;
        this.username = username;
    }

    /** A member with a name nobody else has, registered and logged in. */
    public Client member() {
        return member("u" + UUID.randomUUID().toString().substring(0, 8));
    }

    /** A member of this name, registered and logged in. */
    public Client member(String name) {
        var account = Map.of("username", name, "email", name + "@example.org", "password", PASSWORD);
        var id = post("/api/users", account).is(201).get("id").asLong();
        return logIn(name, PASSWORD, id);
    }

    public Client logIn(String name, String password, long id) {
        var session = post("/api/sessions", Map.of("username", name, "password", password))
                .is(201);
        return new Client(
                base, Map.of("Authorization", "Bearer " + session.get("token").asString()), id, name);
    }

    /** The same person, sending this header as well. */
    public Client with(String header, String value) {
        var more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(base, more, id, username);
    }

    public long id() {
        return id;
    }

    /** Returns the value of this member's Authorization header. */
    public String authorization() {
        return headers.getOrDefault("Authorization", "");
    }

    public String username() {
        return username;
    }

    public URI base() {
        return base;
    }

    public Reply get(String path) {
        return send("GET", path, null, null);
    }

    public Reply head(String path) {
        return send("HEAD", path, null, null);
    }

    public Reply options(String path) {
        return send("OPTIONS", path, null, null);
    }

    public Reply delete(String path) {
        return send("DELETE", path, null, null);
    }

    public Reply put(String path) {
        return send("PUT", path, null, null);
    }

    /** @param body anything Jackson writes as JSON */
    public Reply post(String path, Object body) {
        return send("POST", path, json(body), "application/json");
    }

    public Reply put(String path, Object body) {
        return send("PUT", path, json(body), "application/json");
    }

    public Reply patch(String path, Object body) {
        return send("PATCH", path, json(body), "application/json");
    }

    /** Writes a post and says where it is. */
    public String writes(String title) {
        return post("/api/posts", Map.of("title", title, "content", "About " + title))
                .is(201)
                .header("Location");
    }

    /** As {@link #post(String, String)}. */
    public Reply patch(String path, String body) {
        return send("PATCH", path, body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    /** The body as it stands, be it JSON or not. */
    public Reply post(String path, String body) {
        return send("POST", path, body.getBytes(StandardCharsets.UTF_8), "application/json");
    }

    private static byte[] json(Object body) {
        return JSON.writeValueAsBytes(body);
    }

    /** Any bytes, under any name. */
    public Reply send(String method, String path, byte @Nullable [] body, @Nullable String contentType) {
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body);
        var request = HttpRequest.newBuilder(base.resolve(path)).method(method, publisher);
        headers.forEach(request::setHeader);
        if (contentType != null) request.setHeader("Content-Type", contentType);
        try {
            var reply = new Reply(method + " " + path, HTTP.send(request.build(), BodyHandlers.ofByteArray()));
            ApiContract.of(base).check(method, path, reply);
            return reply;
        } catch (IOException fault) {
            throw new AssertionError(method + " " + path + " got no answer", fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new AssertionError(fault);
        }
    }
}
