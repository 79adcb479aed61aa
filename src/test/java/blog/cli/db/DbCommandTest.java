package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Arguments that ./blog db rejects before it opens a database. */
final class DbCommandTest extends DbCommandTestBase {
    @Test
    void aWrongArgumentIsNamedWithWhereToLook() {
        talk.in(Map.of("DATABASE_URL", "postgresql://ada:secret@localhost:1/blog"));
        rejects("statsu", "Unmatched argument at index 3: 'statsu'", "Did you mean: db status", "db");
        rejects("status --jsno", "Unknown option: '--jsno'", "Possible solutions: --json", "db status");
        rejects("status --json=yes", "Invalid value for option '--json': 'yes' is not a boolean", "", "db status");
        rejects("status now", "Unmatched argument at index 4: 'now'", "", "db status");
        rejects("undo --to", "Missing required parameter for option '--to' (VERSION)", "", "db undo");
        rejects("undo --to --json", "Expected parameter for option '--to' but found '--json'", "", "db undo");
        rejects("undo 1 2", "Unmatched argument at index 5: '2'", "", "db undo");
        rejects("sql --to 1 --to 2", "option '--to' (VERSION) should be specified only once", "", "db sql");
        rejects("repair --json", "Unknown option: '--json'", "", "db repair");
        rejects("plan --writers x", "Invalid value for option '--writers': 'x' is not an int", "", "db plan");
        rejects("baseline", "Missing required parameter: 'VERSION'", "", "db baseline");
    }

    private void rejects(String words, String fault, String hint, String command) {
        var said = talk.db(words.split(" ")).is(2);
        assertThat(said.errors())
                .as(words)
                .startsWith(fault)
                .contains(hint)
                .endsWith("See: ./blog " + command + " --help\n");
        assertThat(said.out()).as(words).isEmpty();
    }
}
