package blog.proof;

import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Follows docs/ADD-A-FIELD.md and docs/ADD-A-FEATURE.md on a copy of the project, and runs the tests that they name. */
@Tag("proof")
@Timeout(1800)
class WalkthroughTest {
    @ParameterizedTest
    @ValueSource(strings = {"ADD-A-FIELD", "ADD-A-FEATURE"})
    void thePageLeadsToTestsThatPass(String page) {
        var walkthrough = Walkthrough.of("docs/" + page + ".md");
        var copy = ProjectCopy.named(page.toLowerCase(Locale.ROOT))
                .with("src/test", "docs/openapi.json", "docs/schema-changes");
        walkthrough.applyTo(copy);
        copy.maven("-Dbuild.db=embedded", "-DskipTests", "package").succeeds();
        copy.blog("db", "lint", "--land");
        copy.maven("surefire:test", "-Dtest=ReviewedDocumentTest").fails().says("./blog openapi > docs/openapi.json");
        copy.write("docs/openapi.json", copy.blog("openapi"));
        copy.maven("surefire:test", "-Dtest=" + walkthrough.tests()).succeeds();
    }
}
