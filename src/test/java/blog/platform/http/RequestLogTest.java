package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.LogLines;
import blog.support.Reply;
import blog.support.TestBlog;
import ch.qos.logback.classic.Level;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;

@ResourceLock(LogLines.LOGGERS)
class RequestLogTest {
    static final String LOGGER = "blog.requests";

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;
    private static Client ann;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
        ann = anyone.member();
    }

    @Test
    void whatAMemberAskedForIsOneLine() {
        var post = ann.writes("Logged");
        isLogged(ann, it -> it.get(post), "GET", "/api/posts/{id}", 200, String.valueOf(ann.id()));
        isLogged(ann, it -> it.put(post + "/like"), "PUT", "/api/posts/{id}/like", 200, String.valueOf(ann.id()));
    }

    @Test
    void soIsARefusal() {
        isLogged(anyone, it -> it.get("/api/posts/999999"), "GET", "/api/posts/{id}", 404, "-");
        isLogged(anyone, it -> it.get("/api/me"), "GET", "/api/me", 401, "-");
        isLogged(ann, it -> it.head("/api/posts?sort=wrong"), "HEAD", "/api/posts", 422, String.valueOf(ann.id()));
    }

    private static void isLogged(
            Client client, Function<Client, Reply> request, String method, String route, int status, String user) {
        try (var lines = LogLines.of(LOGGER)) {
            var id = request.apply(client).is(status).header("X-Request-Id");
            lines.await(id);
            assertThat(lines.of(Level.INFO))
                    .filteredOn(line -> line.contains(id))
                    .singleElement()
                    .asString()
                    .matches(line(method, route, status, id, user));
        }
    }

    private static Pattern line(String method, String route, int status, String id, String user) {
        return Pattern.compile(
                "answered \\[method=\"%s\", route=\"%s\", status=\"%d\", ms=\"\\d+\\.\\d\", id=\"%s\", user=\"%s\"]"
                        .formatted(method, Pattern.quote(route), status, id, user));
    }
}
