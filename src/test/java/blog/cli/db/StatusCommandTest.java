package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The state of a database, as text and as JSON. */
final class StatusCommandTest extends DbCommandTestBase {
    @Test
    void followsADatabaseFromEmptyToCurrent() {
        talk.books();
        talk.db("status")
                .is(1)
                .says(
                        "Version        none",
                        "Pending        20260101000000  keep books",
                        "\n               20260102000000");
        talk.db("history").is(0).says("has no history");
        talk.db("migrate", "--to", "20260101000000").is(0).says("keep books", " ms", "is now at 20260101000000");
        talk.db("status")
                .is(1)
                .says("Version        20260101000000", "Applied        1, the last at 20", "Next: ./blog db migrate");
        talk.db("migrate").is(0);
        talk.db("status").is(0).says("Applied        2", "Clean.").saysNot("Pending");
        talk.db("migrate").is(0).says("is up to date, at 20260102000000");
    }

    @Test
    void historySaysWhoAndWhenAndTheChecksum() {
        talk.books().db("migrate").is(0);
        var checksum = talk.sql()
                .column("select checksum from flyway_schema_history order by 1")
                .getFirst();
        talk.db("history")
                .is(0)
                .says("version", "20260101000000", "keep books", talk.login().user(), checksum);
        talk.sql().run("update flyway_schema_history set installed_on = '2026-03-01 10:00:00.25'");
        var rows = talk.db("history", "--json").is(0).json().get("rows");
        assertThat(rows.size()).isEqualTo(2);
        assertThat(rows.get(0).get("version").asString()).isEqualTo("20260101000000");
        assertThat(rows.get(0).get("at").asString())
                .isEqualTo(LocalDateTime.parse("2026-03-01T10:00:00.25")
                        .atZone(ZoneId.systemDefault())
                        .toInstant()
                        .toString());
        assertThat(rows.get(0).get("success").asBoolean()).isTrue();
        assertThat(rows.get(0).get("milliseconds").isNumber()).isTrue();
    }

    @Test
    void jsonIsForPrograms() {
        talk.books().db("migrate", "--to", "20260101000000").is(0);
        var status = talk.db("status", "--json").is(1).json();
        assertThat(status.get("version").asString()).isEqualTo("20260101000000");
        assertThat(status.get("clean").asBoolean()).isFalse();
        assertThat(status.get("pending").get(0).get("file").asString())
                .isEqualTo("V20260102000000__add_title_to_books.sql");
    }

    @Test
    void namesWhatIsMissingChangedAndLate() {
        talk.books().db("migrate").is(0);
        talk.file("V20260101120000__come_late.sql", "select 1;");
        talk.db("status").is(1).says("Out of order   20260101120000  come late", "came in late", "Rename the file");
        talk.db("migrate").is(2).says("came in late");
        talk.remove("V20260101120000__come_late.sql");
        talk.file("V20260101000000__keep_books.sql", "create table books (id bigint primary key);");
        talk.db("status").is(1).says("Changed        20260101000000", "Restore the file");
        talk.remove("V20260101000000__keep_books.sql");
        talk.db("status").is(1).says("Missing        20260101000000", "The database is ahead");
    }

    @Test
    void aHistoryEditedByHandIsNamed() {
        talk.books().db("migrate").is(0);
        talk.sql()
                .run(
                        "insert into flyway_schema_history select installed_rank + 7, version, description, type, script,"
                                + " checksum, installed_by, installed_on, execution_time, success from flyway_schema_history where installed_rank = 1");
        talk.db("status")
                .is(1)
                .says("Repeated       V20260101000000__keep_books.sql", "edited by hand", "./blog db repair");
        talk.db("migrate").is(2).says("edited by hand");
        talk.sql().run("delete from flyway_schema_history where version = '20260101000000'");
        talk.db("status").is(1).says("Out of order   20260101000000", "deleted by hand");
        talk.sql().run("alter table flyway_schema_history drop column checksum");
        talk.db("status").is(2).says("Cannot read this database's migration history", "checksum");
    }

    @Test
    void anInvalidIndexAloneIsAFinding() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1), (2)");
        talk.sql().state("create unique index concurrently books_title_key on books (title)");
        talk.db("status").is(1).says("Invalid index  books_title_key").saysNot("Clean.", "Next:", "Pending");
        var json = talk.db("status", "--json").is(1).json();
        assertThat(json.get("clean").asBoolean()).isFalse();
        assertThat(json.get("invalid_indexes").toString()).isEqualTo("[\"books_title_key\"]");
        assertThat(json.get("next").asString()).isEmpty();
    }

    @Test
    void aFolderWithoutMigrationsIsClean() {
        talk.file("U20260101000000__alone.sql", "select 1;").db("status").is(0).says("Version        none", "Clean.");
        talk.db("sql").is(0).says("-- Nothing is pending.");
        talk.db("plan").is(0).says("Nothing is pending: the database is at nothing.");
        talk.db("migrate", "--to", "1").is(2).says("There is no migration with the version 1; there are none at all.");
        talk.db("undo", "--to", "0").is(2).says("There is nothing to undo");
    }

    @Test
    void aFileThatOnlyFlywayWouldApplyStopsWhatWouldApplyIt() {
        talk.books().file("R__views.sql", "create view all_books as select * from books;");
        for (var command : new String[] {"migrate", "sql", "plan", "redo"}) {
            talk.db(command).is(2).says("R__views.sql: the name of a migration is V<timestamp>");
        }
        talk.remove("R__views.sql");
        talk.db("migrate").is(0);
        talk.file("V20260103000000.1__do_more.sql", "select 1;");
        talk.db("redo").is(2).says("V20260103000000.1__do_more.sql: the name").saysNot("Undoing");
        talk.db("undo").is(0);
    }

    @Test
    void aDatabaseThatIsDownIsNamedWithoutItsPassword() {
        talk.in(Map.of("DATABASE_URL", "postgresql://ada:secret@localhost:1/blog"));
        for (var command : new String[] {"status", "history", "migrate", "undo", "redo", "sql", "repair"}) {
            talk.db(command)
                    .is(2)
                    .says("Cannot use the database blog at localhost:1", "Is it running")
                    .saysNot("secret");
        }
    }

    @Test
    void whatIsWrongWithAnAddressIsSaid() {
        var there = talk.login();
        talk.in(Map.of("DATABASE_URL", "postgresql://ada:secret@nowhere.invalid/blog"));
        talk.db("status")
                .is(2)
                .says("Cannot use the database blog at nowhere.invalid:5432: there is no host nowhere.invalid.")
                .saysNot("running");
        talk.as(there.user(), "wrong")
                .db("status")
                .is(2)
                .says("refused the login", "the password in DATABASE_URL")
                .saysNot("Is it running");
        var address = "postgresql://%s:%s@%s:%d/no-such"
                .formatted(there.user(), there.password(), there.host(), there.port());
        talk.in(Map.of("DATABASE_URL", address))
                .db("status")
                .is(2)
                .says("has no such database", "create database \"no-such\";");
    }

    @Test
    void aFolderThatIsNotThereIsNamed() {
        var missing = folder.resolve("none").toString();
        for (var command : new String[] {"status", "history", "migrate", "undo", "sql", "plan", "lint"}) {
            talk.blog("db", command, "--migrations", missing)
                    .is(2)
                    .says("There is no folder " + missing + ": --migrations names the one that holds the migrations.");
        }
    }

    @Test
    void aForeignDatabaseIsNoMigrationsBehind() {
        talk.books().sql().run("create view orders as select 1 as id");
        var status = talk.db("status")
                .is(1)
                .says("has tables but no history of migrations", "./blog db baseline VERSION")
                .saysNot("Next: ./blog db migrate");
        assertThat(status.text()).contains("Version        none");
        assertThat(talk.db("status", "--json").is(1).json().get("next").asString())
                .contains("db baseline VERSION");
        for (var command : new String[][] {{"migrate", "--dry-run"}, {"sql"}, {"plan"}}) {
            talk.db(command).is(2).says("./blog db baseline VERSION");
        }
        talk.sql().run("drop view orders");
        talk.db("status").is(1).says("Next: ./blog db migrate");
    }

    @Test
    void aRoleWithoutRightsIsToldWhichItNeeds() {
        talk.books();
        if (talk.sql().number("select count(*) from pg_roles where rolname = current_user and rolsuper") == 0) {
            talk.sql().run("revoke create on schema public from pg_database_owner");
            isTold("pg_database_owner", "current_user");
            return;
        }
        // Rights do not bind a superuser, whom a container has.
        talk.sql().run("create role reader login password 'reader'");
        try {
            talk.as("reader", "reader");
            isTold("reader", "reader");
        } finally {
            talk.sql().run("drop owned by reader");
            talk.sql().run("drop role reader");
        }
    }

    private void isTold(String owner, String role) {
        talk.db("migrate")
                .is(2)
                .says("refused to be migrated", "permission denied", "use the role that owns the schema")
                .saysNot("Error Code");
        talk.sql().run("grant create on schema public to " + owner);
        talk.db("migrate").is(0);
        talk.sql().run("revoke all on flyway_schema_history from " + role);
        for (var command : new String[] {"status", "history", "undo", "repair", "sql"}) {
            talk.db(command)
                    .is(2)
                    .says(
                            "Cannot read this database's migration history",
                            "permission denied",
                            "use the role that owns");
        }
    }

    @Test
    void everyCommandExplainsItselfWithAnExample() {
        for (var command :
                new String[] {"new", "status", "history", "migrate", "undo", "redo", "sql", "baseline", "repair"}) {
            talk.blog("db", command, "--help")
                    .is(0)
                    .says("Usage: ./blog db " + command, "Example", "./blog db " + command);
            talk.blog("help", "db", command).is(0).says("Usage: ./blog db " + command);
            talk.blog("help", "db").is(0).says("  " + command);
        }
        talk.blog("db").is(2).says("Usage: ./blog db");
        talk.blog("help", "db", "cook").is(2).says("No help on “db cook”", "undo");
    }
}
