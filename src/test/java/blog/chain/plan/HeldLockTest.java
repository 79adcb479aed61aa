package blog.chain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.schema.postgres.Routines;
import blog.support.ScratchTransaction;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The locks that a server process holds. */
final class HeldLockTest {
    private static final Settings.Login LOGIN = TestDatabase.bare();

    @BeforeAll
    static void build() {
        var sql = new Sql(LOGIN);
        sql.run("create table t (id int)");
        sql.run("create schema other");
        sql.run("create table other.u (id int)");
    }

    @AfterAll
    static void drop() {
        TestDatabase.drop(LOGIN);
    }

    @ParameterizedTest
    @EnumSource
    void eachModeIsReadByItsName(HeldLock.Mode mode) {
        try (var holder = new ScratchTransaction(LOGIN);
                var observer = new ScratchTransaction(LOGIN)) {
            holder.run("lock table t in " + mode + " mode");
            assertThat(HeldLock.heldBy(observer.sql(), process(holder)))
                    .containsExactly(new HeldLock(mode, "t"))
                    .extracting(HeldLock::toString)
                    .containsExactly(mode + " on t");
        }
    }

    @Test
    void thoseOfOtherProcessesAndSchemasAreLeftOut() {
        try (var holder = new ScratchTransaction(LOGIN);
                var observer = new ScratchTransaction(LOGIN)) {
            holder.run("lock table other.u in share mode");
            observer.run("lock table t in share mode");
            assertThat(HeldLock.heldBy(observer.sql(), process(holder))).isEmpty();
        }
    }

    @Test
    void aLockThatIsOnlyWaitedForIsNotHeld() throws InterruptedException {
        // The holder comes last, to be closed first: a waiter can be closed only when nothing holds it up.
        try (var waiter = new ScratchTransaction(LOGIN);
                var observer = new ScratchTransaction(LOGIN);
                var holder = new ScratchTransaction(LOGIN)) {
            int waiting = process(waiter);
            holder.run("lock table t in access exclusive mode");
            var thread = Thread.ofPlatform().start(() -> waiter.run("lock table t in share mode"));
            new Sql(LOGIN).awaitLockWait();
            assertThat(HeldLock.heldBy(observer.sql(), waiting)).isEmpty();
            holder.run("rollback");
            thread.join();
            assertThat(HeldLock.heldBy(observer.sql(), waiting))
                    .isEqualTo(Set.of(new HeldLock(HeldLock.Mode.SHARE, "t")));
        }
    }

    @Test
    void anUnknownModeIsRefused() {
        assertThatThrownBy(() -> HeldLock.Mode.of("SIReadLock")).isInstanceOf(IllegalArgumentException.class);
    }

    private static int process(ScratchTransaction transaction) {
        return transaction.sql().select(Routines.pgBackendPid()).fetchSingle().value1();
    }
}
