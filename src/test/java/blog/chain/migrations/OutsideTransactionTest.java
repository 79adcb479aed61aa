package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Statements that Flyway runs outside a transaction by itself, and those it has to be told of: its answers are
 * compared with ours.
 */
final class OutsideTransactionTest {
    private static final List<String> KNOWN = List.of(
            "create unique index concurrently part_key on part (a)",
            "drop index concurrently part_key",
            "vacuum (analyze) part",
            "reindex (verbose) database");

    private static final List<String> UNKNOWN = List.of(
            "reindex index concurrently part_pkey",
            "reindex /* why */ (concurrently, verbose) table part",
            "cluster",
            "cluster (verbose)",
            "alter table parts detach partition part concurrently");

    @TempDir
    Path folder;

    private final Settings.Login database = TestDatabase.bare();
    private int version;

    @BeforeEach
    void start() throws IOException {
        write("create table parts (a int primary key) partition by list (a);"
                + " create table part partition of parts for values in (1);");
    }

    @AfterEach
    void drop() {
        TestDatabase.drop(database);
    }

    @Test
    void flywayKnowsSome() throws IOException {
        for (var sql : KNOWN) {
            write(sql);
            assertThat(ScriptStatement.of(sql))
                    .as(sql)
                    .noneMatch(ScriptStatement::needsConf)
                    .noneMatch(ScriptStatement::transactional);
            flyway();
        }
    }

    @Test
    void flywayHasToBeToldOfOthers() throws IOException {
        flyway();
        for (var sql : UNKNOWN) {
            var file = write(sql);
            assertThat(ScriptStatement.of(sql)).as(sql).allMatch(ScriptStatement::needsConf);
            assertThatThrownBy(this::flyway).as(sql).hasMessageContaining("cannot run inside a transaction block");
            assertThatThrownBy(() -> Migrator.of(database, scripts()).migrate(MigrationProgress.NONE))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith(file + ", line 1: this cannot run in a transaction")
                    .hasMessageContaining(
                            "a file " + file + ".conf beside it, with the line executeInTransaction=false");
            Files.writeString(folder.resolve(file + ".conf"), "executeInTransaction=false\n");
            Migrator.of(database, scripts()).migrate(MigrationProgress.NONE);
        }
    }

    @Test
    void movingADatabaseIsOneOfThem() throws IOException {
        var sql = "alter database \"" + database.database() + "\" set tablespace pg_default";
        write(sql);
        assertThat(ScriptStatement.of(sql)).allMatch(ScriptStatement::needsConf);
        assertThatThrownBy(this::flyway).hasMessageContaining("cannot run inside a transaction block");
    }

    private String write(String sql) throws IOException {
        var file = "V2026010100000%d__do.sql".formatted(version++);
        Files.writeString(folder.resolve(file), sql);
        return file;
    }

    private MigrationScripts scripts() {
        return MigrationScripts.in(folder);
    }

    /** Without what is refused before. */
    private void flyway() {
        var source = new PGSimpleDataSource();
        source.setServerNames(new String[] {database.host()});
        source.setPortNumbers(new int[] {database.port()});
        source.setDatabaseName(database.database());
        source.setUser(database.user());
        source.setPassword(database.password());
        new FlywayRun(source, scripts(), MigrationProgress.NONE).migrate(null);
    }
}
