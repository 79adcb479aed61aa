package blog.cli.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The database that a command is meant for, and why it cannot be used. */
final class TargetDatabaseTest {
    @TempDir
    Path folder;

    private final StringWriter errors = new StringWriter();

    @Test
    void theGivenOneIsUsedAndLeftRunning() {
        var login = TestDatabase.bare();
        try {
            var address = "postgresql://%s:%s@%s:%d/%s"
                    .formatted(login.user(), login.password(), login.host(), login.port(), login.database());
            try (var target = TargetDatabase.open(given(address), new PrintWriter(errors))) {
                assertThat(target)
                        .hasToString("The database " + login.database() + " at " + login.host() + ":" + login.port());
                assertThat(target.sql().fetchCount(DSL.selectOne())).isOne();
            }
            assertThat(TargetDatabase.running(given(address)).database()).isEqualTo(login.database());
            assertThat(errors.toString()).isEmpty();
        } finally {
            TestDatabase.drop(login);
        }
    }

    @Test
    void theGivenOneIsNotAskedWhetherItRuns() {
        assertThat(TargetDatabase.running(given("postgresql://ada:secret@localhost:1/blog")))
                .extracting(Settings.Login::host, Settings.Login::port, Settings.Login::database)
                .containsExactly("localhost", 1, "blog");
    }

    @Test
    void itsOwnIsNotStartedToBeNamed() {
        assertThatThrownBy(() -> TargetDatabase.running(settings(Map.of())))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "Blog's own database is not running: ./blog serve starts it. For another one, set DATABASE_URL.");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void oneThatDoesNotAnswerIsNamedWithoutItsPassword() {
        assertThatThrownBy(() ->
                        TargetDatabase.open(given("postgresql://ada:secret@localhost:1/blog"), new PrintWriter(errors)))
                .isInstanceOf(CannotRunException.class)
                .hasMessageStartingWith("Cannot use the database blog at localhost:1: ")
                .hasMessageEndingWith("\nIs it running, and is DATABASE_URL right?")
                .hasMessageNotContaining("secret");
    }

    private Settings.Database given(String address) {
        return settings(Map.of("DATABASE_URL", address));
    }

    private Settings.Database settings(Map<String, String> environment) {
        return SettingsReader.read(environment, folder).database();
    }
}
