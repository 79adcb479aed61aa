package blog.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocsRoutesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";

    @AutoClose
    private static TestBlog blog;

    private static Client anyone;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
    }

    @Test
    void theRootSaysWhereThingsAreAndTheyAreThere() {
        var root = anyone.get("/").is(200).has("name", "Blog");
        assertThat(root.get("links"))
                .hasSize(5)
                .allSatisfy(link -> anyone.get(link.asString()).is(200));
    }

    @Test
    void aBrowserGetsThePageAndAllItRefersTo() {
        var page = anyone.with("Accept", BROWSER)
                .get("/docs")
                .is(200)
                .hasHeader("Content-Type", "text/html;charset=utf-8");
        var files = Pattern.compile("(?:src|href)=\"(docs/[^\"]+)\"")
                .matcher(page.text())
                .results()
                .map(found -> found.group(1))
                .toList();
        assertThat(files)
                .hasSize(5)
                .allSatisfy(file ->
                        assertThat(anyone.get("/" + file).is(200).bytes()).isNotEmpty());
        assertThat(anyone.with("Accept", "text/html").get("/docs").is(200).bytes())
                .isEqualTo(page.bytes());
    }

    @Test
    void thePageRunsNoScriptButItsOwn() {
        var page = anyone.get("/docs");
        assertThat(page.header("Content-Security-Policy"))
                .contains("default-src 'none'", "script-src 'self';")
                .doesNotContain("unsafe-eval");
        assertThat(page.text()).doesNotContainPattern("<script>|<style>| on[a-z]+=|https?://");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/docs.js text/javascript",
                "/docs/swagger-ui-bundle.js text/javascript",
                "/docs/swagger-ui.css text/css",
                "/docs/favicon-32x32.png image/png",
                "/openapi.json application/json"
            })
    void aFileHasItsTypeAndIsSentOnce(String line) {
        var file = line.split(" ")[0];
        var reply = anyone.get(file).is(200).hasHeader("X-Content-Type-Options", "nosniff");
        assertThat(reply.header("Content-Type")).startsWith(line.split(" ")[1]);
        var again = anyone.with("If-None-Match", reply.header("ETag")).get(file).is(304);
        assertThat(again.bytes()).isEmpty();
        anyone.head(file).is(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/docs/nothing.js",
                "/docs/..%2fdocs.html",
                "/docs/docs.html",
                "/docs/%2e%2e%2f%2e%2e%2flogback.xml",
                "/docs/..%5c..%5clogback.xml",
                "/docs/index.html",
                "/docs/a/b"
            })
    void whatIsNoFileOfThePageIsNotThere(String path) {
        assertThat(anyone.get(path).status()).isIn(400, 404);
    }

    @Test
    void onlyWhatIsHtmlIsServedAsHtml() {
        anyone.with("Accept", "text/html").get("/openapi.json").is(406);
        anyone.with("Accept", "application/json").get("/docs").is(406);
        anyone.post("/docs", "").is(405).hasHeader("Allow", "GET, HEAD, OPTIONS");
    }
}
