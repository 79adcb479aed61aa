package blog.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.platform.config.Setting;
import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CommandsTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();
    private final AtomicReference<Settings> served = new AtomicReference<>();
    private final List<Settings.Login> opened = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    @AfterEach
    void drop() {
        opened.forEach(TestDatabase::drop);
    }

    @Test
    void withoutACommandItSaysWhatThereIs() throws Exception {
        assertThat(run()).isEqualTo(2);
        assertThat(said()).contains("Usage: ./blog", "serve", "migrate", "populate", "db", "version", "help");
    }

    @Test
    void helpExplainsCommandsAndTopics() throws Exception {
        assertThat(run("help")).isZero();
        assertThat(run("--help")).isZero();
        assertThat(run("help", "populate")).isZero();
        assertThat(said()).contains("--users=N", "--likes=N", "correct horse");
        assertThat(run("help", "config")).isZero();
        assertThat(said()).contains(Setting.help());
    }

    @Test
    void everyCommandHasHelp() throws Exception {
        for (var command : List.of("serve", "migrate", "populate", "bench", "openapi", "db", "version", "help")) {
            assertThat(run(command, "--help")).isZero();
            assertThat(said()).contains("Usage: ./blog " + command);
        }
    }

    @Test
    void anUnknownTopicNamesTheKnownOnes() {
        assertThatThrownBy(() -> run("help", "cooking"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage(
                        "No help on “cooking”, only on: serve, migrate, populate, bench, openapi, db, version, help, config.");
    }

    @Test
    void wrongArgumentsAreNamedShortly() throws Exception {
        assertThat(run("popluate")).isEqualTo(2);
        assertThat(errors.toString()).contains("popluate", "Did you mean", "populate", "See: ./blog --help");
        assertThat(run("populate", "--users", "many")).isEqualTo(2);
        assertThat(errors.toString()).contains("--users", "'many'", "See: ./blog populate --help");
        assertThat(run("serve", "now")).isEqualTo(2);
        assertThat(errors.toString()).contains("'now'");
    }

    @Test
    void aTopicIsOneOfTheWholeHelpAlone() throws Exception {
        for (var words : List.of("config now", "db config", "Config", "db undo now")) {
            assertThatThrownBy(() -> run(("help " + words).split(" ")))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageStartingWith("No help on “" + words + "”, only on: ");
        }
        assertThatThrownBy(() -> run("help", "db", "cook")).hasMessageNotContaining("config");
        assertThat(run("help", "db", "undo")).isZero();
        assertThat(said()).startsWith("Usage: ./blog db undo").doesNotContain("Topics:");
    }

    @Test
    void serveHandsOnTheSettingsAndItsExitCode() throws Exception {
        environment = Map.of("PORT", "9123");
        assertThat(run("serve")).isZero();
        assertThat(served.get().server().port()).isEqualTo(9123);
    }

    @Test
    void wrongSettingsStopEveryCommand() {
        environment = Map.of("PORT", "many");
        for (var command : List.of("serve", "migrate", "populate")) {
            assertThatThrownBy(() -> run(command))
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("PORT");
        }
    }

    @Test
    void migrateSaysWhatItDid() throws Exception {
        use(TestDatabase.bare());
        assertThat(run("migrate")).isZero();
        assertThat(said()).contains("add bio to users", " ms", "is now at " + newest());
        assertThat(run("migrate")).isZero();
        assertThat(said()).contains("is up to date, at " + newest());
    }

    @Test
    void populateFillsAndSaysHowToLogIn() throws Exception {
        use(TestDatabase.fresh());
        assertThat(run("populate", "--users", "20", "--posts", "40", "--likes", "100", "--seed", "3"))
                .isZero();
        assertThat(said())
                .contains("users  20 of 20 (100 %)", "posts  40 of 40 (100 %)", "likes  100 of 100 (100 %)")
                .contains("160 rows in ", " rows/s.", "“ada”, with the password “correct horse”")
                .doesNotContain("\r");
    }

    @Test
    void sizesNotGivenFollowThoseThatAre() throws Exception {
        use(TestDatabase.fresh());
        assertThat(run("populate", "--users", "3")).isZero();
        assertThat(said()).contains("users  3 of 3", "posts  30 of 30", "likes  90 of 90");
    }

    @Test
    void withoutUsersThereIsNobodyToLogInAs() throws Exception {
        use(TestDatabase.fresh());
        assertThat(run("populate", "--users", "0")).isZero();
        assertThat(said()).contains("0 rows in ").doesNotContain("Log in");
    }

    @Test
    void likesNotGivenAreNoMoreThanThereIsRoomFor() throws Exception {
        use(TestDatabase.fresh());
        assertThat(run("populate", "--users", "2", "--posts", "3")).isZero();
        assertThat(said()).contains("likes  6 of 6");
    }

    @Test
    void sizesThatCannotBeAreRefusedBeforeAnythingOpens() {
        assertThatThrownBy(() -> run("populate", "--users", "-1"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("users is from 0 to 10,000,000");
        assertThatThrownBy(() -> run("populate", "--users", "0", "--posts", "5"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("at least one user");
        assertThatThrownBy(() -> run("populate", "--users", "2", "--posts", "3", "--likes", "7"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("room for 6 likes, not 7");
    }

    @Test
    void populateNeedsTheCurrentSchema() {
        use(TestDatabase.bare());
        assertThatThrownBy(() -> run("populate"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("has no schema yet")
                .hasMessageContaining("./blog migrate");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        environment = Map.of("DATABASE_URL", "postgresql://ada:secret@localhost:1/blog");
        assertThatThrownBy(() -> run("migrate"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("the database blog at localhost:1")
                .hasMessageContaining("refused")
                .hasMessageNotContaining("secret");
    }

    @Test
    void theBenchmarkIsNotInThePackagedService() {
        assertThatThrownBy(() -> run("bench", "--quick"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("not part of the packaged service")
                .hasMessageContaining("./blog bench");
    }

    @Test
    void versionNamesTheSchema() throws Exception {
        assertThat(run("version")).isZero();
        assertThat(said()).startsWith("blog ").contains("schema " + newest(), "Java 25");
    }

    private int run(String... arguments) throws Exception {
        var context = new CommandContext(
                () -> SettingsReader.read(environment, folder),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                settings -> {
                    served.set(settings);
                    return 0;
                });
        return Commands.run(arguments, context, new PrintWriter(errors, true));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void use(Settings.Login login) {
        opened.add(login);
        environment = Map.of(
                "DATABASE_URL",
                "postgresql://%s:%s@%s:%d/%s"
                        .formatted(login.user(), login.password(), login.host(), login.port(), login.database()));
    }

    private static String newest() {
        return Migrator.packaged().getLast().version();
    }
}
