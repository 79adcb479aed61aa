package blog.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;

import blog.Blog;
import blog.support.ApiContract;
import blog.support.TestBlog;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API changes only under review: docs/openapi.json is the document as last reviewed, and a commit that changes the
 * API changes that file.
 */
class ReviewedDocumentTest {
    private static final Path REVIEWED = Path.of("docs", "openapi.json");

    @Test
    void theDocumentIsTheOneReviewed() {
        assertThat(REVIEWED)
                .as(
                        "The API document is not the one last reviewed; the differences are below, those of the"
                                + " document of today as \"expected\". If the API is meant to change so, run%n%n"
                                + "  ./blog openapi > %s%n%nand commit the file.",
                        REVIEWED)
                .hasContent(Blog.reviewedApiDocument());
    }

    @Test
    void theDocumentServedSaysTheSame() {
        try (var blog = TestBlog.start()) {
            var served = ApiContract.document(blog.client().base());
            var reviewed = (ObjectNode) JsonMapper.shared().readTree(Blog.reviewedApiDocument());
            for (var document : new ObjectNode[] {served, reviewed}) {
                document.withObject("/info").remove("version");
                document.remove("servers");
            }
            assertThat(served).isEqualTo(reviewed);
        }
    }
}
