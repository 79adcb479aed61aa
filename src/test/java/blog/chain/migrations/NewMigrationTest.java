package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NewMigrationTest {
    @TempDir
    Path folder;

    @Test
    void leavesNoUScriptWithoutItsMigration() {
        var migration = new NewMigration(folder.resolve("missing/V1__a.sql"), folder.resolve("U1__a.sql"));

        assertThatThrownBy(migration::write)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("Cannot write")
                .hasMessageContaining("V1__a.sql");
        assertThat(folder).isEmptyDirectory();
    }
}
