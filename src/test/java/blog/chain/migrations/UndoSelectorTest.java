package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The migrations that an undo takes back, and the cases in which it takes none. */
final class UndoSelectorTest {
    private final Settings.Login login = TestDatabase.fresh();
    private final Sql sql = new Sql(login);
    private final MigrationScripts scripts = MigrationScripts.packaged();
    private final List<MigrationScript> all = scripts.all();

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void theNewestComeFirst() {
        assertThat(chosen(new UndoTarget.Last(1))).containsExactly(all.getLast());
        assertThat(chosen(new UndoTarget.Last(2))).containsExactly(all.getLast(), all.get(all.size() - 2));
        assertThat(chosen(new UndoTarget.DownTo("0"))).isEqualTo(all.reversed());
        assertThat(chosen(new UndoTarget.DownTo(all.get(all.size() - 3).version())))
                .containsExactly(all.getLast(), all.get(all.size() - 2));
        assertThat(chosen(new UndoTarget.Only(all.getLast().version()))).containsExactly(all.getLast());
    }

    @Test
    void moreThanThereAreOrNoneIsRefused() {
        refused(new UndoTarget.Last(0), "takes a number from 1, not 0");
        refused(new UndoTarget.Last(999), "Only " + all.size() + " migrations can be undone here, not 999.");
        refused(new UndoTarget.DownTo(all.getLast().version()), "There is nothing to undo: the database is at ");
    }

    @Test
    void aVersionHasToBeAppliedAndTheNewest() {
        refused(new UndoTarget.DownTo("1"), "Migration 1 is not known.");
        refused(new UndoTarget.Only("1"), "Migration 1 is not known.");
        var newest = all.getLast().version();
        var older = all.get(all.size() - 2).version();
        refused(new UndoTarget.Only(older), "cannot be undone before those that came after it: " + newest);
        refused(new UndoTarget.Only(older), "./blog db undo 2 undoes them all");
        sql.run("delete from flyway_schema_history where version = '" + newest + "'");
        refused(new UndoTarget.Only(newest), "is not applied to this database.");
    }

    @Test
    void oneThatStoppedHalfwayComesFirst() {
        sql.run("update flyway_schema_history set success = false where version = '"
                + all.getLast().version() + "'");
        refused(new UndoTarget.Last(1), "stopped halfway on this database");
    }

    @Test
    void oneOfAnotherBranchIsUndoneThere() {
        sql.run("update flyway_schema_history set version = '29990101000000' where version = '"
                + all.getLast().version() + "'");
        refused(new UndoTarget.Last(1), "its file is not here: it comes from another branch or a newer release");
    }

    @Test
    void withoutAHistoryThereIsNothingToUndo() {
        sql.run("delete from flyway_schema_history");
        refused(new UndoTarget.Last(1), "There is nothing to undo: no migration is applied");
        sql.run("insert into flyway_schema_history"
                + " (installed_rank, version, description, type, script, installed_by, execution_time, success)"
                + " values (1, '5', 'x', 'BASELINE', 'x', 'x', 0, true)");
        refused(new UndoTarget.Last(1), "this database was adopted at 5");
    }

    @Test
    void whatABaselineStandsForStays() {
        var first = all.getFirst().version();
        sql.run("update flyway_schema_history set type = 'BASELINE' where version = '" + first + "'");
        for (var version : List.of("0", first)) {
            assertThat(chosen(new UndoTarget.DownTo(version)))
                    .isEqualTo(all.reversed().subList(0, all.size() - 1));
        }
        refused(new UndoTarget.Only(first), "Migration " + first + " is not applied to this database.");
    }

    private void refused(UndoTarget target, String why) {
        assertThatThrownBy(() -> chosen(target))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(why);
    }

    private List<MigrationScript> chosen(UndoTarget target) {
        try (var with = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return new UndoSelector(MigrationHistory.of(with), scripts).chosen(target);
        }
    }
}
