package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class MigratorTest {
    private final List<Settings.Login> opened = new ArrayList<>();

    @AfterEach
    void drop() {
        opened.forEach(TestDatabase::drop);
    }

    @Test
    void anEmptyDatabaseIsBehindUntilItIsMigrated() {
        var migrations = Migrator.of(bare());
        var packaged = Migrator.packaged();
        assertThatThrownBy(migrations::requireCurrent)
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "The database has no schema yet and is %d migrations behind (needs %s): run ./blog migrate,"
                                + " or start with MIGRATE_ON_START=true.",
                        packaged.size(), newest());
        var told = new ArrayList<String>();
        migrations.migrate((version, description, time) -> told.add(version));
        assertThat(told)
                .isEqualTo(packaged.stream().map(MigrationScript::version).toList());
        assertThatCode(migrations::requireCurrent).doesNotThrowAnyException();
        assertThat(migrations.status().at()).isEqualTo(newest());
        assertThat(migrations.status().applied()).isEqualTo(packaged);
    }

    @Test
    void migratingAgainDoesNothing() {
        var told = new ArrayList<String>();
        Migrator.of(fresh()).migrate((version, description, time) -> told.add(version));
        assertThat(told).isEmpty();
    }

    @Test
    void checksumsAreThoseOfFlyway() throws SQLException {
        var database = fresh();
        var written = new ArrayList<Integer>();
        try (var connection = TestDatabase.connect(database);
                var sql = connection.createStatement();
                var rows = sql.executeQuery("select checksum from flyway_schema_history order by installed_rank")) {
            while (rows.next()) written.add(rows.getInt(1));
        }
        assertThat(written)
                .isEqualTo(Migrator.packaged().stream()
                        .map(MigrationScript::checksum)
                        .toList());
    }

    @Test
    void runsAtTheSameTimeWaitForEachOther() throws Exception {
        var database = bare();
        var told = new ArrayList<String>();
        try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            var started = new ArrayList<Future<?>>();
            for (int run = 0; run < 3; run++) {
                started.add(runs.submit(() -> Migrator.of(database).migrate((version, description, time) -> {
                    synchronized (told) {
                        told.add(version);
                    }
                })));
            }
            for (var run : started) run.get();
        }
        assertThat(told)
                .containsExactlyInAnyOrderElementsOf(Migrator.packaged().stream()
                        .map(MigrationScript::version)
                        .toList());
        assertThatCode(() -> Migrator.of(database).requireCurrent()).doesNotThrowAnyException();
    }

    @Test
    void aDatabaseThatIsBehindSaysHowFar() throws SQLException {
        var database = fresh();
        run(database, "delete from flyway_schema_history where version = '" + newest() + "'");
        var packaged = Migrator.packaged();
        refuses(
                database,
                "The database is 1 migration behind (at "
                        + packaged.get(packaged.size() - 2).version() + ", needs " + newest()
                        + "): run ./blog migrate");
    }

    @Test
    void aDatabaseThatIsAheadNamesWhatIsUnknown() throws SQLException {
        var database = fresh();
        apply(database, "99990101000000", 1, true);
        apply(database, "99990102000000", 2, true);
        refuses(
                database,
                "The database is ahead: it has 2 migrations that this release does not know (99990101000000,"
                        + " 99990102000000). A newer release has migrated it: deploy that release, or undo what it did.");
        refusesToMigrate(database, "The database is ahead");
    }

    @Test
    void anEditedMigrationIsNamed() throws SQLException {
        var database = fresh();
        run(database, "update flyway_schema_history set checksum = 1 where version = '" + newest() + "'");
        refuses(database, Migrator.packaged().getLast().file() + " changed after being applied to this database.");
        refusesToMigrate(database, "changed after being applied");
    }

    @Test
    void aMigrationThatStoppedHalfwayIsNamed() throws SQLException {
        var database = fresh();
        apply(database, "99990101000000", 1, false);
        refuses(database, "The migration V99990101000000__later.sql stopped halfway on this database");
    }

    @Test
    void aMigrationOlderThanTheNewestAppliedIsLate() throws SQLException {
        var database = fresh();
        var late = Migrator.packaged().get(3);
        run(database, "delete from flyway_schema_history where version = '" + late.version() + "'");
        refuses(database, late.file() + " came in late: the database is already at " + newest());
    }

    @Test
    void aBaselineStandsForAllBeforeIt() throws SQLException {
        var database = fresh();
        run(database, "delete from flyway_schema_history where version <> '" + newest() + "'");
        run(database, "update flyway_schema_history set type = 'BASELINE', checksum = null");
        assertThatCode(() -> Migrator.of(database).requireCurrent()).doesNotThrowAnyException();
    }

    @Test
    void aForeignDatabaseIsLeftAlone() throws SQLException {
        var database = bare();
        run(database, "create table orders (id int)");
        refusesToMigrate(database, "has tables but no history of migrations");
    }

    @Test
    void aFailureSaysWhichMigrationAndKeepsThoseBefore() throws SQLException {
        var database = bare();
        Migrator.of(database).migrate(MigrationProgress.NONE);
        var second = Migrator.packaged().get(1);
        run(database, "delete from flyway_schema_history where version >= '" + second.version() + "'");
        refusesToMigrate(database, "Migration " + second.file() + " failed");
        var all = Migrator.packaged();
        assertThat(Migrator.of(database).status().pending()).isEqualTo(all.subList(1, all.size()));
    }

    @Test
    void progressIsALineAMigrationWithItsTime() {
        var out = new ByteArrayOutputStream();
        ProgressPrinter.to(new PrintStream(out, true, StandardCharsets.UTF_8), false)
                .applied("20260315090000", "add bio to users", Duration.ofMillis(1234));
        assertThat(out.toString(StandardCharsets.UTF_8)).matches(" {2}20260315090000 {2}add bio to users +1,234 ms\\R");
    }

    private static void refuses(Settings.Login database, String sentence) {
        assertThatThrownBy(() -> Migrator.of(database).requireCurrent())
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(sentence);
    }

    private static void refusesToMigrate(Settings.Login database, String sentence) {
        assertThatThrownBy(() -> Migrator.of(database).migrate(MigrationProgress.NONE))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining(sentence);
    }

    private static void apply(Settings.Login database, String version, int after, boolean success) throws SQLException {
        run(database, """
                insert into flyway_schema_history
                    (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)
                values (%d, '%s', 'later', 'SQL', 'V%s__later.sql', 1, 'ada', 1, %s)
                """.formatted(Migrator.packaged().size() + after, version, version, success));
    }

    private static void run(Settings.Login database, String statement) throws SQLException {
        try (var connection = TestDatabase.connect(database);
                var sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    private static String newest() {
        return Migrator.packaged().getLast().version();
    }

    private Settings.Login fresh() {
        return kept(TestDatabase.fresh());
    }

    private Settings.Login bare() {
        return kept(TestDatabase.bare());
    }

    private Settings.Login kept(Settings.Login database) {
        opened.add(database);
        return database;
    }
}
