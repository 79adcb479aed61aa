package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Migrations as one script for psql. */
final class PendingSqlTest {
    @TempDir
    Path folder;

    @Test
    void withNothingPendingItTakesNoLock() {
        assertThat(text(0)).isEqualTo("-- Nothing is pending.\n");
    }

    @Test
    void eachIsATransactionWithItsRowWhereItCanBe() throws IOException {
        write("V1__do_one.sql", "select 1;\n");
        write("V2__do_two.sql", "create index concurrently i on t (a);\n");
        var one = text(7).split("-- V\\d__", -1);
        assertThat(one[1])
                .startsWith("do_one.sql\nbegin;\nselect 1;\ninsert into flyway_schema_history")
                .contains("values (8, '1', 'do one', 'SQL', 'V1__do_one.sql', ")
                .contains("true);\ncommit;\n");
        assertThat(one[2])
                .startsWith("do_two.sql (outside a transaction)\ncreate index concurrently i on t (a);\ninsert into")
                .contains("values (9, '2', 'do two'")
                .doesNotContain("begin;", "commit;")
                .endsWith("select pg_advisory_unlock(5);\n");
    }

    @Test
    void theFirstOnADatabaseMakesTheHistory() throws IOException {
        write("V1__do_one.sql", "select 1;");
        assertThat(text(0)).contains("create table flyway_schema_history (", "values (1, '1'");
        assertThat(text(1)).doesNotContain("create table").contains("values (2, '1'");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            select 1;                    | select 1;
            select 1                     | select 1\\n;
            select 1; -- why             | select 1; -- why
            select 1 -- why;             | select 1 -- why;\\n;
            select 1 /* why; */          | select 1 /* why; */\\n;
            select $$a;$$                | select $$a;$$\\n;
            -- nothing yet;              | -- nothing yet;
            """)
    void theLastStatementEndsBeforeTheRow(String sql, String body) throws IOException {
        write("V1__do_one.sql", sql + "\n\n");
        assertThat(text(1)).contains("begin;\n" + body.replace("\\n", "\n") + "\ninsert into flyway_schema_history");
    }

    @Test
    void aQuoteInANameIsDoubled() throws IOException {
        write("V1__don't.sql", "select 1;");
        assertThat(text(1)).contains("'don''t', 'SQL', 'V1__don''t.sql'");
    }

    private void write(String file, String sql) throws IOException {
        Files.writeString(folder.resolve(file), sql);
    }

    private String text(int rank) {
        var scripts = MigrationScripts.in(folder);
        return new PendingSql(scripts, scripts.all(), rank, 5).text();
    }
}
