package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The facts a plan takes from the database: how many rows its tables have, as far as its role may know. */
@Tag("proof")
final class PlanCommandTest extends DbCommandTestBase {
    @Test
    void theCopyHasAsManyRowsAsTheDatabase() {
        talk.books().db("migrate", "--to", "20260101000000").is(0);
        talk.sql().run("alter table books set (autovacuum_enabled = false)");
        talk.sql().run("insert into books select generate_series(1, 7)");
        assertThat(rowsOfBooks()).as("counted").isEqualTo(7);
        talk.sql().run("analyze books");
        talk.sql().run("insert into books values (8)");
        assertThat(rowsOfBooks()).as("as PostgreSQL estimates").isEqualTo(7);
    }

    private long rowsOfBooks() {
        return talk.db("plan", "--json").is(0).json().get("rows").get("books").asLong();
    }

    @Test
    void aTableThatTheRoleMayNotCountIsNamed() {
        talk.books().db("migrate", "--to", "20260101000000").is(0);
        if (talk.sql().number("select count(*) from pg_roles where rolname = current_user and rolsuper") == 0) {
            talk.sql().run("revoke select on books from current_user");
            isTold(talk.login().user());
            return;
        }
        // Rights do not bind a superuser, whom a container has.
        var role = "planner_" + talk.login().database();
        talk.sql().run("create role \"" + role + "\" login password 'planner'");
        try {
            talk.sql().run("grant select on flyway_schema_history to \"" + role + "\"");
            talk.as(role, "planner");
            isTold(role);
        } finally {
            talk.sql().run("drop owned by \"" + role + "\"");
            talk.sql().run("drop role \"" + role + "\"");
        }
    }

    private void isTold(String role) {
        var grant = "grant select on \"books\" to \"" + role + "\"";
        talk.db("plan")
                .is(2)
                .says(
                        "The rows of books cannot be counted: ERROR: permission denied for table books",
                        "    analyze \"books\";\n    " + grant + ";",
                        "--rows")
                .saysNot("org.", "Starting a copy");
        talk.sql().run(grant);
        talk.db("plan").is(0);
    }
}
