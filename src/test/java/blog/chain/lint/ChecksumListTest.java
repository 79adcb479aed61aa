package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChecksumListTest {
    @TempDir
    Path folder;

    @Test
    void aFileIsListedOnceAndInTheOrderItLanded() throws IOException {
        land("b.sql", "select 1;");
        land("a.sql", "select 2;");
        land("b.sql", "changed");
        var list = new ChecksumList(folder);
        assertThat(list.files()).containsExactly("b.sql", "a.sql");
        assertThat(list.matches("b.sql", "select 1;")).isTrue();
        assertThat(list.matches("b.sql", "changed")).isFalse();
        assertThat(list.line("a.sql")).isEqualTo(list.line("b.sql") + 1);
        assertThat(Files.readString(folder.resolve("checksums"))).startsWith("# The migrations that have landed");
    }

    @Test
    void endsOfLinesDoNotCount() {
        land("a.sql", "a\nb\n");
        assertThat(new ChecksumList(folder).matches("a.sql", "a\r\nb\r\n")).isTrue();
        assertThat(new ChecksumList(folder).matches("a.sql", "a\nc\n")).isFalse();
    }

    @Test
    void aListThatDoesNotEndInALineEndIsAddedTo() throws IOException {
        land("a.sql", "a");
        var file = folder.resolve("checksums");
        Files.writeString(file, Files.readString(file).stripTrailing());
        land("b.sql", "b");
        assertThat(new ChecksumList(folder).files()).containsExactly("a.sql", "b.sql");
    }

    @Test
    void withoutAListNothingHasLanded() {
        assertThat(new ChecksumList(folder).files()).isEmpty();
        assertThat(new ChecksumList(folder).has("a.sql")).isFalse();
        assertThat(new ChecksumList(folder).matches("a.sql", "")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"=======", "0123  a.sql", "a.sql"})
    void whatNobodyWroteIsNamedWithItsLine(String line) throws IOException {
        Files.writeString(folder.resolve("checksums"), "# heading\n\n" + line + "\n");
        assertThatThrownBy(() -> new ChecksumList(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("checksums:3 is no line of a SHA-256 and a file")
                .hasMessageContaining(line);
    }

    @Test
    void aListThatCannotBeReadIsNoEmptyOne() throws IOException {
        Files.createDirectory(folder.resolve("checksums"));
        assertThatThrownBy(() -> new ChecksumList(folder))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("Cannot read")
                .hasMessageContaining("checksums");
    }

    @Test
    void landingNothingChangesNothing() throws IOException {
        land("a.sql", "a");
        var before = Files.readString(folder.resolve("checksums"));
        land("a.sql", "edited");
        assertThat(Files.readString(folder.resolve("checksums"))).isEqualTo(before);
    }

    private void land(String file, String text) {
        var files = new LinkedHashMap<String, String>();
        files.put(file, text);
        new ChecksumList(folder).land(files);
    }
}
