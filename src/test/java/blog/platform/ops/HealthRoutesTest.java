package blog.platform.ops;

import blog.support.TestBlog;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class HealthRoutesTest {
    @Test
    @Tag("conversation")
    void aServiceIsReadyAlsoWhenTheNextReleaseHasMigratedItsDatabase() {
        try (var blog = TestBlog.start()) {
            blog.client().get("/health/ready").is(200).has("status", "ready");
        }
    }

    @Test
    void aServiceOnItsOwnSchemaIsReady() {
        try (var blog = TestBlog.start()) {
            var anyone = blog.client();
            anyone.get("/health/live").is(200).has("status", "live");
            anyone.get("/health/ready").is(200).has("status", "ready").has("schema", "expected");
            anyone.with("Authorization", "Bearer old").get("/health/live").is(401);
            anyone.get("/health/live?x=1").is(422);
            anyone.post("/health/ready", "{}").is(405);
        }
    }

    @Test
    void aServiceWhoseDatabaseIsBehindIsNotReadyAndSaysWhy() {
        try (var blog = TestBlog.start()) {
            blog.sql()
                    .run("delete from flyway_schema_history where installed_rank = "
                            + "(select max(installed_rank) from flyway_schema_history)");

            blog.client()
                    .get("/health/ready")
                    .is(503)
                    .has("detail", "The database is not at the schema this release was built for.")
                    .hasHeader("Retry-After", "1");
            blog.client().get("/health/live").is(200);
        }
    }

    @Test
    void aServiceStaysReadyWhileTheNextReleaseIsRolledOut() {
        try (var blog = TestBlog.start()) {
            blog.sql().run("alter table users add column nickname varchar(50)");
            blog.sql().run("""
                    insert into flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (99, '29990101000000', 'add nickname', 'SQL', 'V29990101000000__add_nickname.sql', 'x', 1, true)""");

            blog.client().get("/health/ready").is(200).has("schema", "newer");
        }
    }

    @Test
    void anIndexThatTheNextReleaseCouldNotBuildIsNoOutage() {
        try (var blog = TestBlog.start()) {
            blog.sql().run("""
                    insert into flyway_schema_history
                    (installed_rank, version, description, type, script, installed_by, execution_time, success)
                    values (99, '29990101000000', 'index names', 'SQL', 'V29990101000000__index_names.sql', 'x', 1, false)""");

            blog.client().get("/health/ready").is(200).has("schema", "newer");
        }
    }

    @Test
    void aServiceThatCannotReadTheHistoryIsNotReady() {
        try (var blog = TestBlog.start()) {
            blog.sql().run("alter table flyway_schema_history rename column installed_rank to rank");

            blog.client().get("/health/ready").is(503).has("detail", "The database does not answer.");
        }
    }
}
