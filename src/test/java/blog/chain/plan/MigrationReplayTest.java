package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.chain.migrations.MigrationScripts;
import blog.chain.migrations.ScriptStatement;
import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.postgresql.ds.PGSimpleDataSource;

/** One migration is run and observed. */
final class MigrationReplayTest {
    private static final String FILE = "V20260101000000__change.sql";

    @TempDir
    Path folder;

    private final Settings.Login login = TestDatabase.bare();
    private final Sql sql = new Sql(login);

    @BeforeEach
    void build() {
        sql.run("create table a (id int constraint a_pkey primary key, b text)");
        sql.run("insert into a select n, 'x' from generate_series(1, 100) n");
    }

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void eachStatementHasTheLocksThatItTookAndTheFilesThatItWroteAnew() throws IOException {
        var run = run("""
                create table fresh (id int);
                lock table a in share mode;
                create index a_b_idx on a (b);
                alter table a alter column id type bigint;
                """);
        assertThat(run.transactional()).isTrue();
        assertThat(run.steps())
                .extracting(step -> step.step().line())
                .as("lines")
                .containsExactly(1, 2, 3, 4);
        assertThat(run.steps())
                .extracting(step -> MigrationReplay.described(step.locks()))
                .startsWith(List.of(), List.of("SHARE on a"), List.of());
        assertThat(MigrationReplay.described(run.steps().getLast().locks()))
                .first()
                .isEqualTo("ACCESS EXCLUSIVE on a");
        assertThat(run.steps())
                .extracting(MigrationReplay.Measured::rewritten)
                .startsWith(List.of(), List.of(), List.of())
                .last()
                .asString()
                .contains("table a", "index a_pkey");
        assertThat(run.steps().get(2).bytes()).isPositive();
        assertThat(sql.number("select count(*) from fresh")).as("committed").isZero();
    }

    @Test
    void outsideOfATransactionALockIsSeenWhileTheStatementRuns() throws IOException {
        Files.writeString(folder.resolve(FILE + ".conf"), "executeInTransaction=false");
        var run = run("""
                do $$ begin lock table a in share row exclusive mode; perform pg_sleep(0.3); end $$;
                do $$ begin lock table a in share row exclusive mode; perform pg_sleep(0.3); end $$;
                """);
        assertThat(run.transactional()).isFalse();
        assertThat(run.steps())
                .extracting(step -> MigrationReplay.described(step.locks()))
                .as("taken anew by each")
                .containsExactly(List.of("SHARE ROW EXCLUSIVE on a"), List.of("SHARE ROW EXCLUSIVE on a"));
    }

    @Test
    void oneThatFailsIsNamedAndLeavesNothing() {
        assertThatThrownBy(() -> run("create table fresh (id int);\nalter table a drop column missing"))
                .isInstanceOfSatisfying(CannotRunException.class, failed -> {
                    assertThat(failed)
                            .hasMessageStartingWith("Migration " + FILE + " fails on the copy")
                            .hasMessageContaining("Line 2")
                            .hasMessageContaining("column \"missing\"");
                    assertThat(MigrationReplay.wasDeadlock(failed)).isFalse();
                });
        assertThat(sql.column("select to_regclass('fresh')::text")).containsExactly((String) null);
    }

    @Test
    void onlyADeadlockIsOne() {
        assertThatThrownBy(() -> run("do $$ begin raise deadlock_detected; end $$"))
                .isInstanceOfSatisfying(
                        CannotRunException.class,
                        failed ->
                                assertThat(MigrationReplay.wasDeadlock(failed)).isTrue());
        assertThat(MigrationReplay.wasDeadlock(new CannotRunException("x", new IllegalStateException())))
                .isFalse();
        assertThat(MigrationReplay.wasDeadlock(new CannotRunException("x", new SQLException("x", "40001"))))
                .isFalse();
    }

    /** Statements of 1, 10 and 100 ms and a commit of 1000 ms; x is one that locks everybody out. */
    @ParameterizedTest
    @CsvSource({
        "true,  ...,    0",
        "true,  x..,  1111",
        "true,  .x.,  1110",
        "true,  ..x,  1100",
        "true,  x.x,  1111",
        "false, x..,     1",
        "false, x.x,   101",
        "false, ...,     0"
    })
    void readersAreShutOutUntilTheTransactionEnds(boolean transactional, String statements, long milliseconds)
            throws IOException {
        var script = scripts("select 1").all().getFirst();
        var steps =
                List.of(step(statements.charAt(0), 1), step(statements.charAt(1), 10), step(statements.charAt(2), 100));
        var run = new MigrationReplay.Run(script, transactional, steps, 0, 0, Duration.ofSeconds(1));
        assertThat(run.exclusive()).hasMillis(milliseconds);
        assertThat(run.time()).hasMillis(1111);
    }

    private static MigrationReplay.Measured step(char lock, long milliseconds) {
        var mode = lock == 'x' ? HeldLock.Mode.ACCESS_EXCLUSIVE : HeldLock.Mode.EXCLUSIVE;
        return new MigrationReplay.Measured(
                new ScriptStatement("select 1", 1, true),
                0,
                Duration.ofMillis(milliseconds),
                Set.of(new HeldLock(mode, "a")),
                List.of(),
                0);
    }

    private MigrationReplay.Run run(String text) throws IOException {
        var scripts = scripts(text);
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setUser(login.user());
        database.setPassword(login.password());
        return MigrationReplay.run(database, scripts, scripts.all().getFirst());
    }

    private MigrationScripts scripts(String text) throws IOException {
        Files.writeString(folder.resolve(FILE), text);
        return MigrationScripts.in(folder);
    }
}
