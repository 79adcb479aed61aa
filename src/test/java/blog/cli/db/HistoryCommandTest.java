package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Rows of the history that are unlike those of a migration that went well. */
final class HistoryCommandTest extends DbCommandTestBase {
    @Test
    void withoutAHistoryThereAreNoRows() {
        talk.db("history")
                .is(0)
                .says("has no history: no migration was ever applied to it.\n")
                .saysNot("checksum");
        assertThat(talk.db("history", "--json").is(0).json().get("rows").isEmpty())
                .isTrue();
    }

    @Test
    void whatIsSpecialAboutARowStandsBehindIt() {
        talk.books().db("migrate").is(0);
        talk.sql()
                .run(
                        "update flyway_schema_history set success = false, execution_time = 12345 where installed_rank = 2");
        talk.sql()
                .run("insert into flyway_schema_history (installed_rank, description, type, script, installed_by,"
                        + " execution_time, success) values (3, 'views', 'JDBC', 'x', 'a rather long role', 0, true)");
        var lines = talk.db("history").is(0).out().lines().toList();
        assertThat(lines).hasSize(4);
        assertThat(lines.get(1)).endsWith("  keep books");
        assertThat(lines.get(2)).contains("12,345 ms").endsWith("  add title to books (stopped halfway)");
        assertThat(lines.get(3)).endsWith("  views (jdbc)").contains("  a rather long role  ");
        assertThat(lines.subList(1, 4))
                .as("columns stand below each other")
                .extracting(line -> line.indexOf(" ms "))
                .containsOnly(lines.get(1).indexOf(" ms "));
    }

    @Test
    void whatARowDoesNotHaveIsNullForPrograms() {
        talk.books().db("migrate").is(0);
        talk.sql()
                .run("update flyway_schema_history set version = null, checksum = null, success = false"
                        + " where installed_rank = 2");
        var row = talk.db("history", "--json").is(0).json().get("rows").get(1);
        assertThat(row.get("version").isNull()).isTrue();
        assertThat(row.get("checksum").isNull()).isTrue();
        assertThat(row.get("success").asBoolean()).isFalse();
        assertThat(row.get("number").asInt()).isEqualTo(2);
    }
}
