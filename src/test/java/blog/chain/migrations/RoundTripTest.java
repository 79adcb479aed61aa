package blog.chain.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.catalog.Catalog;
import blog.platform.config.Settings;
import blog.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each undo script leaves the schema that its migration found; one that does not is noticed. */
final class RoundTripTest {
    private final Settings.Login login = TestDatabase.bare();

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        write("V1__start.sql", "create table things (id int, name varchar(10) not null default 'x');");
        write("U1__start.sql", "drop table things;");
    }

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void everyMigrationComesBack() {
        assertThat(new RoundTrip(login, MigrationScripts.packaged()).complaint())
                .isEmpty();
        try (var sql = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            assertThat(Catalog.of(sql)).isEqualTo(Catalog.packaged());
        }
    }

    @Test
    void whatRunsOutsideATransactionComesBackToo() throws IOException {
        for (var example : List.of("db-migrations", "docs/schema-changes/rename")) {
            try (var files = Files.list(Path.of(example))) {
                for (var file : files.toList()) Files.copy(file, folder.resolve(file.getFileName()));
            }
        }
        for (var start : List.of("V1__start.sql", "U1__start.sql")) Files.delete(folder.resolve(start));
        assertThat(new RoundTrip(login, MigrationScripts.in(folder)).complaint())
                .isEmpty();
    }

    @Test
    void whatAnUndoScriptLeavesBehindIsNamed() throws IOException {
        write(
                "V2__add_size.sql",
                "alter table things add column size int; create index things_size_idx on things (id);");
        write("U2__add_size.sql", "alter table things drop column size;");
        assertThat(new RoundTrip(login, MigrationScripts.in(folder)).complaint())
                .hasValue("""
                U2__add_size.sql does not leave the schema that V2__add_size.sql found (- found, + left):
                      type: character varying(10)
                      nullable: no
                      default: 'x'::character varying
                +   index things_size_idx
                +     definition: CREATE INDEX things_size_idx ON things USING btree (id)
                """);
    }

    @Test
    void whatAnUndoScriptForgetsToRestoreIsNamed() throws IOException {
        write(
                "V2__widen_name.sql",
                "alter table things alter column name type varchar(20), alter column name drop default;");
        write("U2__widen_name.sql", "alter table things alter column name type varchar(10);");
        assertThat(new RoundTrip(login, MigrationScripts.in(folder)).complaint().orElseThrow())
                .contains("U2__widen_name.sql does not leave", "\n-     default: 'x'::character varying\n")
                .doesNotContain("\n- type", "\n+ ");
    }

    @Test
    void aMigrationThatDoesAnotherThingTheSecondTimeIsNamed() throws IOException {
        write(
                "V2__count_runs.sql",
                "create sequence if not exists elsewhere.runs;"
                        + "do $$ begin execute 'create table run_' || nextval('elsewhere.runs') || ' (id int)'; end $$;");
        write("U2__count_runs.sql", "do $$ begin execute 'drop table run_' || currval_of_runs(); end $$;");
        write(
                "V1__start.sql",
                "create schema if not exists elsewhere; create function currval_of_runs() returns bigint"
                        + " language plpgsql as 'begin return (select last_value from elsewhere.runs); end';");
        write("U1__start.sql", "drop function currval_of_runs();");
        assertThat(new RoundTrip(login, MigrationScripts.in(folder)).complaint().orElseThrow())
                .contains("V2__count_runs.sql makes another schema the second time", "- table run_1", "+ table run_2");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }
}
