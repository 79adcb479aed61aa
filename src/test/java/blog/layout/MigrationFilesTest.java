package blog.layout;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.lint.Finding;
import blog.chain.lint.MigrationLinter;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Checks of the migrations that need no database. */
class MigrationFilesTest {
    private static final Path FOLDER = Path.of("db-migrations");

    @Test
    void theMigrationsKeepToEveryRule() {
        var found = new MigrationLinter(FOLDER).run();
        assertThat(found)
                .as(found.stream()
                        .map((Finding finding) -> finding.text(FOLDER))
                        .collect(Collectors.joining("\n\n")))
                .isEmpty();
    }
}
