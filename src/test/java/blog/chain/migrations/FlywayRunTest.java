package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Flyway's failures, in our words. */
final class FlywayRunTest {
    @TempDir
    Path folder;

    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void twoFilesOfOneVersionAreBothNamed() throws IOException {
        write("V1__do_one.sql", "create table one (id int);");
        write("V1__do_other.sql", "create table other (id int);");
        refuses(
                "Flyway refuses to migrate this database: Found more than one migration with version 1",
                "V1__do_one.sql",
                "V1__do_other.sql");
        assertThat(sql.column("select relname from pg_class where relname in ('one', 'other')"))
                .isEmpty();
    }

    @Test
    void tablesThatCameMeanwhileMakeTheDatabaseForeign() throws IOException {
        write("V1__do_one.sql", "select 1;");
        sql.run("create table orders (id int)");
        refuses(MigrationStatus.FOREIGN);
    }

    @Test
    void anAdoptedDatabaseIsAdoptedOnce() throws IOException {
        write("V1__do_one.sql", "select 1;");
        write("V2__do_two.sql", "create table two (id int);");
        sql.run("create table orders (id int)");
        var run = run();
        run.baseline(scripts().require("1"));
        run.migrate(null);
        assertThat(sql.column("select version || ' ' || type || ' ' || description from flyway_schema_history"))
                .containsExactly("1 BASELINE do one", "2 SQL do two");
        assertThatThrownBy(() -> run().baseline(scripts().require("2")))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("Flyway refuses");
    }

    @Test
    void whenTheRowIsRefusedItDependsOnTheTransactionWhatWasKept() throws IOException {
        write("V1__do_one.sql", "create table one (id int);");
        run().migrate(null);
        sql.run("alter table flyway_schema_history add constraint short check (length(description) < 8)");
        write("V2__do_something.sql", "create table two (id int);");
        refuses(
                "Migration V2__do_something.sql failed",
                "At its end, where its row of the history is written",
                "It is one transaction, so nothing of it was kept.");
        write("V2__do_something.sql.conf", "executeInTransaction=false");
        refuses(
                "At its end, where its row",
                "It runs outside a transaction, so all its statements were kept; ./blog db status says");
        assertThat(sql.column("select relname from pg_class where relname = 'two'"))
                .hasSize(1);
    }

    @Test
    void aSessionThatEndsAtTheCommitLeavesADoubt() throws IOException {
        write("V1__do_one.sql", "create table one (id int);");
        run().migrate(null);
        sql.run("""
                create function leave() returns trigger language plpgsql as
                  $$ begin perform pg_terminate_backend(pg_backend_pid()); return null; end $$""");
        sql.run("create trigger leave after insert on flyway_schema_history for each row execute function leave()");
        write("V2__do_two.sql", "create table two (id int);");
        refuses("At its end, where its row", "./blog db status says whether it was kept.");
    }

    @Test
    void outsideATransactionTheFirstThatFailsKeepsNothing() throws IOException {
        write("V1__fail.sql", "insert into missing values (1);\nselect 1;");
        write("V1__fail.sql.conf", "executeInTransaction=false");
        refuses("Line 1: ERROR: relation \"missing\" does not exist", "so nothing was kept.", "./blog db repair");
    }

    @Test
    void whatABlockHadCommittedBeforeItFailedIsSaidAlone() throws IOException {
        write("V1__fail.sql", "do $$ begin create table one (id int); commit; raise 'no'; end $$;");
        write("V1__fail.sql.conf", "executeInTransaction=false");
        refuses("so whatever the one that failed had committed by itself was kept.");
    }

    private void refuses(String... parts) {
        assertThatThrownBy(() -> run().migrate(null))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContainingAll(parts);
    }

    private FlywayRun run() {
        var source = new PGSimpleDataSource();
        source.setUrl(login.jdbcUrl());
        source.setUser(login.user());
        source.setPassword(login.password());
        return new FlywayRun(source, scripts(), MigrationProgress.NONE);
    }

    private MigrationScripts scripts() {
        return MigrationScripts.in(folder);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
