package blog.chain.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every sequence of sequences.txt: what the linter finds depends on the migrations before, and on those after. */
@Tag("own-server")
final class LintSequencesTest {
    private static final Path SEQUENCES = Path.of("src/test/resources/blog/chain/lint/sequences.txt");
    private static final String FINDING = "-> ";
    private static final String CUT = "---";
    private static final String UNDO = "--- undo";
    private static final String NAME = "%s202602%02d000000__change.sql";
    private static final String TABLES = """
            create table users (
              id bigint generated always as identity,
              name varchar(50) not null,
              email text,
              constraint users_pkey primary key (id),
              constraint users_email_key unique (email)
            );
            """;

    @TempDir
    Path folder;

    static Stream<String> sequences() throws IOException {
        return Stream.of(Files.readString(SEQUENCES).split("\n\n"))
                .map(String::strip)
                .filter(block -> !block.startsWith("-- "));
    }

    @ParameterizedTest
    @MethodSource("sequences")
    void itFindsThisAndNothingElse(String sequence) throws IOException {
        write("V20260101000000__start.sql", TABLES);
        write("U20260101000000__start.sql", "select 1;");
        writeAll(sequence.lines().filter(line -> !line.startsWith(FINDING)).toList());
        var expected = sequence.lines()
                .filter(line -> line.startsWith(FINDING))
                .map(line -> line.substring(FINDING.length()))
                .toList();
        assertThat(found()).as(sequence).containsExactlyElementsOf(expected);
    }

    private void writeAll(List<String> lines) throws IOException {
        int number = 1;
        var letter = "V";
        var script = new ArrayList<String>();
        for (var line : lines) {
            if (line.startsWith(CUT)) {
                script(letter, number, script);
                letter = line.equals(UNDO) ? "U" : "V";
                if (letter.equals("V")) number++;
                script.clear();
            } else {
                script.add(line);
            }
        }
        script(letter, number, script);
    }

    private void script(String letter, int number, List<String> lines) throws IOException {
        var sql = String.join("\n", lines);
        write(
                NAME.formatted(letter, number),
                sql.contains("concurrently") ? sql : "set local lock_timeout = '2s';" + sql);
        if (letter.equals("V")) write(NAME.formatted("U", number), "select 1;");
    }

    private List<String> found() {
        return new MigrationLinter(folder)
                .run().stream()
                        .filter(finding -> !finding.file().contains("start")
                                && !MigrationLinter.isNote(finding)
                                && !finding.rule().id().equals("comment"))
                        .map(LintSequencesTest::shown)
                        .sorted()
                        .toList();
    }

    private static String shown(Finding finding) {
        var number = Integer.parseInt(finding.file().substring(7, 9));
        return finding.file().charAt(0) + "" + number + " " + finding.rule().id() + ": " + finding.wrong();
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
