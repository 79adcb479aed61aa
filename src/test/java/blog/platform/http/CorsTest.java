package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.TestBlog;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class CorsTest {
    @AutoClose
    private static TestBlog blog;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
    }

    @Test
    void aPageOfAConfiguredOriginMayCall() {
        var page = blog.client().with("Origin", "https://app.example.org");

        page.get("/api/posts").is(200).hasHeader("Access-Control-Allow-Origin", "https://app.example.org");
        var preflight = page.with("Access-Control-Request-Method", "PUT")
                .with("Access-Control-Request-Headers", "authorization")
                .options("/api/posts/1")
                .is(204);
        assertThat(preflight.header("Access-Control-Allow-Methods")).contains("PUT");
        assertThat(preflight.header("Access-Control-Allow-Headers")).contains("Authorization");
    }

    @Test
    void aPageOfAnotherOriginMayNot() {
        var page = blog.client().with("Origin", "https://evil.example");

        assertThat(page.get("/api/posts").is(200).hasHeader("Access-Control-Allow-Origin"))
                .isFalse();
        assertThat(page.with("Access-Control-Request-Method", "PUT")
                        .options("/api/posts/1")
                        .is(204)
                        .hasHeader("Access-Control-Allow-Methods"))
                .isFalse();
    }
}
