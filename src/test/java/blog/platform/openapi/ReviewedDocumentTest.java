package blog.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.ApiContract;
import blog.support.TestBlog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API changes only under review: docs/openapi.json is the document as last reviewed, and a commit that changes the
 * API changes that file.
 */
class ReviewedDocumentTest {
    private static final Path REVIEWED = Path.of("docs", "openapi.json");
    private static final String ACCEPT = "./blog test -Dtest=ReviewedDocumentTest -Daccept.openapi";

    @Test
    void theDocumentIsTheOneReviewed() throws IOException {
        var served = readable(served());
        if (System.getProperty("accept.openapi") != null) Files.writeString(REVIEWED, served);
        assertThat(REVIEWED)
                .as(
                        "%s against the document served. Expected below is what is served now. If the API is meant to change so, accept it with%n  %s%n"
                                + "and commit the file.",
                        REVIEWED, ACCEPT)
                .hasContent(served);
    }

    private static ObjectNode served() {
        try (var blog = TestBlog.start()) {
            return ApiContract.document(blog.client().base());
        }
    }

    /** Without what differs from release to release and from place to place. */
    private static String readable(ObjectNode document) {
        document.withObject("/info").put("version", "(of the release)");
        document.withArray("/servers").removeAll().addObject().put("url", "/");
        var lines = new DefaultIndenter("  ", "\n");
        var printer = new DefaultPrettyPrinter().withObjectIndenter(lines);
        return JsonMapper.builder().build().writer().with(printer).writeValueAsString(document) + "\n";
    }
}
