package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Going back while others are at work, and when a session dies. */
final class UndoConcurrencyTest extends DbCommandTestBase {
    @Test
    void twoAtOnceUndoOneEach() throws Exception {
        talk.books().db("migrate").is(0);
        try (var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            var one = runs.submit(() -> talk.db("undo"));
            var other = runs.submit(() -> talk.db("undo"));
            one.get(1, TimeUnit.MINUTES).is(0);
            other.get(1, TimeUnit.MINUTES).is(0);
        }
        assertThat(talk.versions()).isEmpty();
    }

    @Test
    void waitsForARunOfFlyway() throws Exception {
        talk.books().db("migrate").is(0);
        talk.migration(
                "20260103000000__count_books", "lock table books; create table counts (n int);", "drop table counts;");
        // What holds the lock is closed first, also when an assertion fails: the runs would wait for it for ever.
        try (var runs = Executors.newVirtualThreadPerTaskExecutor();
                var holder = talk.sql().connect();
                var statement = holder.createStatement()) {
            holder.setAutoCommit(false);
            statement.execute("lock table books");
            var migrating = runs.submit(() -> talk.db("migrate"));
            talk.sql().awaitLockWait();
            var undoing = runs.submit(() -> talk.answering("").db("undo"));
            awaitTheLockIsAskedFor();
            assertThat(undoing.isDone()).isFalse();
            holder.commit();
            migrating.get(1, TimeUnit.MINUTES).is(0);
            undoing.get(1, TimeUnit.MINUTES)
                    .is(0)
                    .says("Another run is migrating this database", "count books", "is back at 20260102000000");
        }
    }

    /** Flyway, which has the lock, wrote its question in capitals. */
    private void awaitTheLockIsAskedFor() {
        var asked = "select count(*) from pg_stat_activity where datname = current_database()"
                + " and pid <> pg_backend_pid() and query like 'select%pg_try_advisory_lock%'";
        var end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (talk.sql().number(asked) < 1) {
            if (System.nanoTime() > end) throw new AssertionError("nobody asked for the lock");
        }
    }

    @Test
    void theLockMayGoWithItsSessionWhenAllIsDone() {
        talk.books().db("migrate").is(0);
        talk.file(
                "U20260102000000__add_title_to_books.sql",
                "alter table books drop column title; select pg_terminate_backend(pid) from pg_locks"
                        + " where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database());");
        talk.db("undo").is(0).says("is back at 20260101000000");
    }

    @Test
    void ofASessionThatDiedTheFirstFaultIsSaid() {
        talk.books()
                .file("U20260102000000__add_title_to_books.sql", "select pg_terminate_backend(pg_backend_pid());")
                .db("migrate")
                .is(0);
        for (var option : new String[][] {{"undo"}, {"undo", "--accept-data-loss"}}) {
            talk.db(option).is(2).says("failed, so nothing of it was kept", "Line 1: FATAL: terminating connection");
        }
    }

    @Test
    void saysThatAnIndexIsInvalidUnlessSomebodyIsBuildingIt() throws Exception {
        talk.books().db("migrate").is(0);
        talk.sql().run("create table parts (a int) partition by range (a)");
        talk.sql().run("create table part partition of parts for values from (1) to (2)");
        talk.sql().run("create index parts_idx on only parts (a)");
        try (var runs = Executors.newVirtualThreadPerTaskExecutor();
                var writer = talk.sql().connect();
                var statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("insert into part values (1)");
            var building = runs.submit(() -> talk.sql().run("create index concurrently part_idx on part (a)"));
            talk.sql().awaitLockWait();
            talk.db("undo").is(0);
            writer.commit();
            building.get(1, TimeUnit.MINUTES);
        }
        talk.db("migrate").is(0);
        talk.sql().run("insert into part values (1)");
        assertThat(talk.sql().state("create unique index concurrently part_key on part (a)"))
                .isEqualTo("23505");
        talk.db("undo")
                .is(1)
                .says("All of it is undone, but an index is invalid", "reindex index concurrently part_key;");
        assertThat(talk.versions()).hasSize(1);
    }
}
