package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    @ParameterizedTest
    @CsvSource({
        "20261231235958, 20261231235959",
        "20261231235959, 20270101000000",
        "20270228235959, 20270301000000",
        "20279999999999, 20280000000000",
        "99999999999999, 100000000000000",
        "7, 20261231235959"
    })
    void itsVersionIsTheTimeOrTheNextAfterTheNewest(String newest, String version) throws IOException {
        Files.writeString(folder.resolve("V" + newest + "__be_first.sql"), "");
        var written = NewMigration.write(folder, "be next", LocalDateTime.parse("2026-12-31T23:59:59"));
        assertThat(written.forward())
                .hasFileName("V" + version + "__be_next.sql")
                .exists();
        assertThat(written.back()).hasFileName("U" + version + "__be_next.sql").exists();
    }

    @Test
    void aUScriptThatIsThereIsLeftAsItIs() throws IOException {
        var back = Files.writeString(folder.resolve("U20260101000000__keep_books.sql"), "drop table books;");
        assertThatThrownBy(() -> NewMigration.write(folder, "keep books", LocalDateTime.parse("2026-01-01T00:00:00")))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("There is a file " + back + " already; it was left as it is.");
        assertThat(back).hasContent("drop table books;");
        assertThat(folder).isDirectoryNotContaining("glob:**/V*");
    }

    @Test
    void theLongestSentenceFitsTheHistory() {
        var written =
                NewMigration.write(folder, " " + "A".repeat(100) + " ", LocalDateTime.parse("2026-01-01T00:00:00"));
        assertThat(written.forward()).hasFileName("V20260101000000__" + "a".repeat(100) + ".sql");
    }
}
