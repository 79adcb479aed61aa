package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.config.Settings;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import java.util.stream.Stream;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The meaning of each kind of row, those included that Blog does not write. */
final class MigrationHistoryTest {
    private static final MigrationScript ONE = MigrationScript.of("V1__do_one.sql", "select 1;");
    private static final MigrationScript TWO = MigrationScript.of("V2__do_two.sql", "select 2;");
    private static final MigrationScript TEN = MigrationScript.of("V10__do_ten.sql", "select 10;");

    private final Settings.Login login = TestDatabase.fresh();
    private final Sql sql = new Sql(login);

    @BeforeEach
    void clear() {
        sql.run("delete from flyway_schema_history");
    }

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void versionsAreOrderedByTheirNumberAndNotByTheirRow() {
        row(1, "10", "do ten", "SQL", TEN.checksum());
        row(2, "2", "do two", "SQL", TWO.checksum());
        assertThat(status().at()).isEqualTo("10");
        assertThat(status().applied()).containsExactly(TWO, TEN);
        assertThat(status().late()).containsExactly(ONE);
        assertThat(read().rows()).extracting(AppliedMigration::version).containsExactly("10", "2");
    }

    @Test
    void whatFlywayHasUndoneOrDeletedIsPendingAgain() {
        for (var kind : List.of("UNDO_SQL", "DELETE")) {
            clear();
            row(1, "1", "do one", "SQL", ONE.checksum());
            row(2, "2", "do two", "SQL", TWO.checksum());
            row(3, "2", "do two", kind, 0);
            assertThat(status().at()).as(kind).isEqualTo("1");
            assertThat(status().pending()).containsExactly(TWO, TEN);
            row(4, "2", "do two", "SQL", TWO.checksum());
            assertThat(status().pending()).containsExactly(TEN);
            assertThat(status().repeated()).isEmpty();
        }
    }

    @Test
    void aRowWithoutAVersionIsListedAndCountsForNothing() {
        row(1, "", "views", "SQL", 7);
        row(2, "1", "do one", "SQL", ONE.checksum());
        assertThat(status().at()).isEqualTo("1");
        assertThat(status().unknown()).isEmpty();
        assertThat(read().rows()).hasSize(2);
    }

    @Test
    void aBaselineHasAllUpToIt() {
        row(1, "2", "adopted", "BASELINE", 0);
        assertThat(status().at()).isEqualTo("2");
        assertThat(status().applied()).containsExactly(ONE, TWO);
        assertThat(status().pending()).containsExactly(TEN);
        assertThat(read().baseline()).isEqualTo("2");
        assertThat(read().applied()).isEmpty();
    }

    @Test
    void aFileIsChangedWhenItsTextOrItsSentenceIs() {
        row(1, "1", "do one", "SQL", ONE.checksum());
        row(2, "2", "do too", "SQL", TWO.checksum());
        row(3, "10", "do ten", "SQL", 7);
        assertThat(status().changed()).containsExactly(TWO, TEN);
        sql.run("update flyway_schema_history set checksum = null");
        assertThat(status().changed())
                .as("without a checksum there was no file")
                .isEmpty();
    }

    @Test
    void aSentenceThatFlywayHasShortenedIsNotChanged() {
        var sentence = "do " + "very ".repeat(45) + "much";
        var script = MigrationScript.of("V1__" + sentence.replace(' ', '_') + ".sql", "select 1;");
        row(1, "1", sentence.substring(0, 197) + "...", "SQL", script.checksum());
        assertThat(read().against(List.of(script)).changed()).isEmpty();
    }

    private MigrationStatus status() {
        return read().against(Stream.of(ONE, TWO, TEN).toList());
    }

    private MigrationHistory read() {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return MigrationHistory.of(with);
        }
    }

    /** @param version empty, as {@code checksum} is 0, for what has none */
    private void row(int rank, String version, String description, String type, int checksum) {
        sql.run(
                "insert into flyway_schema_history (installed_rank, version, description, type, script, checksum,"
                        + " installed_by, execution_time, success)"
                        + " values (?, nullif(?, ''), ?, ?, 'x', nullif(?, 0), 'ada', 0, true)",
                rank,
                version,
                description,
                type,
                checksum);
    }
}
