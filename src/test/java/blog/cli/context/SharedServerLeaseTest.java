package blog.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Commands that use one server at once, and the one of them that will end it. */
final class SharedServerLeaseTest {
    private final CompletableFuture<String> said = new CompletableFuture<>();
    private Settings.Login login;

    @BeforeEach
    void make() {
        login = TestDatabase.bare();
    }

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void whoEndsTheServerWaitsForTheOthersAndThenLetsNobodyIn() throws Exception {
        try (var first = SharedServerLease.of(login);
                var tasks = Executors.newVirtualThreadPerTaskExecutor()) {
            var other = SharedServerLease.join(login).orElseThrow();
            var waiting = tasks.submit(() -> {
                first.awaitOthers(heard());
                return true;
            });
            assertThat(said.get())
                    .startsWith("Waiting for another ./blog command")
                    .contains("blog (session ");

            other.close();
            assertThat(waiting.get()).isTrue();
            assertThat(SharedServerLease.join(login)).isEmpty();
        }
        try (var next = SharedServerLease.join(login).orElseThrow()) {
            assertThat(next).isNotNull();
        }
    }

    private PrintWriter heard() {
        return new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String line) {
                said.complete(line);
            }
        };
    }

    @Test
    void aServerThatRefusesSaysWhyAndIsNotTakenForOneThatEnds() {
        var stranger =
                new Settings.Login(login.host(), login.port(), login.database(), "stranger", "wrong", login.options());
        assertThatThrownBy(() -> SharedServerLease.join(stranger))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("Blog's own database runs, and refused the connection")
                .hasMessageContaining("stranger");
    }

    @Test
    void aServerThatIsGoneIsTakenForOneThatEnds() {
        var nobody =
                new Settings.Login(login.host(), 1, login.database(), login.user(), login.password(), login.options());
        assertThat(SharedServerLease.join(nobody)).isEmpty();
    }

    @Test
    void onlyALostConnectionMeansThatTheServerEnds() {
        assertThat(List.of("08006", "08001", "57P01", "57P03"))
                .allMatch(state -> SharedServerLease.isEnding(new SQLException("no", state)));
        assertThat(List.of("57014", "53300", "28P01"))
                .noneMatch(state -> SharedServerLease.isEnding(new SQLException("no", state)));
        assertThat(SharedServerLease.isEnding(new SQLException("no"))).isFalse();
    }
}
