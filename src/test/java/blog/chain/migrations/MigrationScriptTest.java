package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MigrationScriptTest {
    @Test
    void aFilesNameIsItsVersionAndSentence() {
        var script = MigrationScript.of("V20260315090000__add_bio_to_users.sql", "select 1;");
        assertThat(script.version()).isEqualTo("20260315090000");
        assertThat(script.description()).isEqualTo("add bio to users");
        assertThat(script.undoFile()).isEqualTo("U20260315090000__add_bio_to_users.sql");
        assertThat(MigrationScript.versionOf(script.file())).isEqualTo("20260315090000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"U1__a.sql", "V1_a.sql", "V__a.sql", "V1__.sql", "V1__a.sql.conf", "v1__a.sql", "V1.1__a.sql"})
    void anotherNameIsNone(String file) {
        assertThat(MigrationScript.named(file)).isFalse();
        assertThat(MigrationScript.versionOf(file)).isEmpty();
        assertThatThrownBy(() -> MigrationScript.of(file, "")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void shortVersionsAreOlder() {
        assertThat(Stream.of("20260101000000", "9", "10", "2").sorted(MigrationScript.OLDEST_FIRST))
                .containsExactly("2", "9", "10", "20260101000000");
    }

    @ParameterizedTest
    @CsvSource({"true, a\\r\\nb", "true, \\uFEFFa\\nb", "true, a\\nb\\n", "false, a\\nc", "false, ' a\\nb'"})
    void endsOfLinesDoNotCount(boolean same, String text) {
        var other = text.replace("\\r", "\r").replace("\\n", "\n").replace("\\uFEFF", "\uFEFF");
        assertThat(MigrationScript.of("V1__a.sql", other).checksum()
                        == MigrationScript.of("V1__a.sql", "a\nb").checksum())
                .isEqualTo(same);
    }
}
