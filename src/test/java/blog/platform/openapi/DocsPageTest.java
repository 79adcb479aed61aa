package blog.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.TestBlog;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The page at /docs in a real browser. */
class DocsPageTest {
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome", "chrome");
    private static final String NONE = "NOT SHOWN: /docs in a browser, as there is no Chromium on the PATH";
    private static final String POLICY = "Content Security Policy";
    private static final String FAULT = "Uncaught";
    private static final Pattern SHOWN = Pattern.compile("data-path=\"([^\"]+)\"");

    @TempDir
    private Path folder;

    @Test
    void showsEveryOperationAndBreaksNoneOfItsOwnRules() throws Exception {
        var browser = browser();
        try (var blog = TestBlog.start()) {
            var page = visit(browser, blog.client().base() + "/docs");
            var shown = counted(SHOWN.matcher(page).results().map(found -> found.group(1)));
            assertThat(shown)
                    .isEqualTo(operations(
                            blog.client().get("/openapi.json").is(200).json()));
        }
        assertThat(folder.resolve("said")).content().doesNotContain(POLICY, FAULT);
    }

    /** Without this, the test above could look for what no browser says. */
    @Test
    void aPageThatBreaksItsRulesIsNoticed() throws Exception {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            var page = "<script>nothing.here()</script><img src='/image'>".getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/html");
            exchange.getResponseHeaders().set("Content-Security-Policy", "img-src 'none'");
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        try {
            visit(browser(), "http://127.0.0.1:" + server.getAddress().getPort());
        } finally {
            server.stop(0);
        }
        assertThat(folder.resolve("said")).content().contains(POLICY, FAULT);
    }

    private static Path browser() {
        var found = Stream.of(System.getenv("PATH").split(File.pathSeparator))
                .flatMap(place -> NAMES.stream().map(Path.of(place)::resolve))
                .filter(Files::isExecutable)
                .findFirst();
        if (found.isEmpty()) System.out.println(NONE);
        Assumptions.assumeTrue(found.isPresent(), NONE);
        return found.get();
    }

    /** The page as it is when its scripts have run. Without the sandbox, which root has not and this page does not need. */
    private String visit(Path browser, String address) throws Exception {
        var rendered = folder.resolve("rendered");
        var process = new ProcessBuilder(
                        browser.toString(),
                        "--headless",
                        "--no-sandbox",
                        "--disable-gpu",
                        "--disable-dev-shm-usage",
                        "--enable-logging=stderr",
                        "--user-data-dir=" + folder.resolve("profile"),
                        "--virtual-time-budget=30000",
                        "--dump-dom",
                        address)
                .redirectOutput(rendered.toFile())
                .redirectError(folder.resolve("said").toFile())
                .start();
        try {
            assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        return Files.readString(rendered, StandardCharsets.UTF_8);
    }

    private static Map<String, Long> operations(JsonNode document) {
        return counted(document.get("paths").properties().stream()
                .flatMap(path -> path.getValue().properties().stream()
                        .filter(member -> member.getValue().has("responses"))
                        .map(operation -> path.getKey())));
    }

    private static Map<String, Long> counted(Stream<String> names) {
        return names.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }
}
