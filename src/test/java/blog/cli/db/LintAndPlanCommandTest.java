package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.cli.Commands;
import blog.cli.context.CommandContext;
import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.problem.CannotRunException;
import blog.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("own-server")
final class LintAndPlanCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final StringWriter errors = new StringWriter();
    private final List<Settings.Login> opened = new ArrayList<>();
    private Map<String, String> environment = Map.of();

    @AfterEach
    void drop() {
        opened.forEach(TestDatabase::drop);
    }

    @Test
    void lintFindsNothingInTheRepository() throws Exception {
        assertThat(run("db", "lint", "--landed")).isZero();
        assertThat(said()).startsWith("Nothing found, by ");
    }

    @Test
    void lintSaysPlaceRuleReasonAndRecipe() throws Exception {
        write("V20260101000000__empty_users.sql", "truncate users;");
        write("U20260101000000__empty_users.sql", "select 1;");
        assertThat(run("db", "lint", "--migrations", folder.toString())).isEqualTo(1);
        assertThat(said())
                .contains(folder + "/V20260101000000__empty_users.sql:1: rows-lost: it truncates every row of users")
                .contains(
                        "    why ", "    do  ", "2 found.", "Not landed yet: U20260101000000__empty_users.sql, V2026");
        assertThat(run("db", "lint", "--json", "--migrations", folder.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("\"rule\":\"rows-lost\"");
    }

    @Test
    void lintLandsAndListsRules() throws Exception {
        write("V20260101000000__one.sql", "select 1;");
        write("U20260101000000__one.sql", "select 1;");
        assertThat(run("db", "lint", "--landed", "--migrations", folder.toString()))
                .isEqualTo(1);
        assertThat(run("db", "lint", "--land", "--landed", "--migrations", folder.toString()))
                .isZero();
        assertThat(Files.readString(folder.resolve("checksums")))
                .startsWith("# ")
                .contains("  V20260101000000__one.sql\n");
        assertThat(run("db", "lint", "--rules")).isZero();
        assertThat(said()).contains("index-concurrently", "squawk: require-concurrent-index-creation");
    }

    @Test
    void lintLandsNothingThatHasFindings() throws Exception {
        write("V20260101000000__empty_users.sql", "truncate users;");
        write("U20260101000000__empty_users.sql", "select 1;");
        assertThat(run("db", "lint", "--land", "--migrations", folder.toString()))
                .isEqualTo(1);
        assertThat(said()).contains("Nothing was landed");
        assertThat(folder.resolve("checksums")).doesNotExist();
    }

    @Test
    void lintNeedsAFolder() {
        assertThatThrownBy(() ->
                        run("db", "lint", "--migrations", folder.resolve("none").toString()))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("--migrations");
    }

    @Test
    void nothingPendingIsSaid() throws Exception {
        use(TestDatabase.fresh());
        assertThat(run("db", "plan")).isZero();
        assertThat(said()).contains("Nothing is pending: the database is at 2026");
    }

    @Test
    @Tag("proof")
    void aPlanOverItsBudgetEndsWithOne() throws Exception {
        use(TestDatabase.bare());
        write("V20260101000000__one.sql", "create table one (id int);");
        write("V20260102000000__more.sql", "alter table one add column two int;\nselect pg_sleep(0.2);");
        var migrations = folder.toString();
        assertThat(run("db", "--migrations", migrations, "plan", "--all", "--rows", "100", "--budget", "1ms", "--json"))
                .isEqualTo(1);
        assertThat(said())
                .startsWith("{\"clean\":false,\"within_budget\":false,\"findings\":[\"V")
                .contains("\"budget_milliseconds\":1", "\"file\":\"V20260102000000__more.sql\"")
                .contains("ACCESS EXCLUSIVE", "\"wait_milliseconds\":");
        assertThat(errors.toString()).contains("Starting a copy", "Filling one: 100 rows");
    }

    @Test
    @Tag("proof")
    void aShorterVersionIsAnOlderOne() throws Exception {
        use(TestDatabase.bare());
        write("V9__start.sql", "create table one (id int);");
        write("V20260101000000__two.sql", "create table two (id int);");
        assertThat(run("db", "--migrations", folder.toString(), "plan", "--all", "--to", "20260101000000"))
                .isZero();
        assertThat(said()).contains("V9__start.sql", "V20260101000000__two.sql");
    }

    @Test
    @Tag("proof")
    void aTableThatNoVersionHasIsRefused() throws Exception {
        use(TestDatabase.bare());
        write("V20260101000000__one.sql", "create table one (id int);");
        write("V20260102000000__two.sql", "create table two (id int);");
        var migrations = folder.toString();
        assertThat(run("db", "--migrations", migrations, "plan", "--all", "--rows", "one=5,two=5"))
                .isZero();
        assertThatThrownBy(() -> run("db", "--migrations", migrations, "plan", "--all", "--rows", "tow=5"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("There is no table tow: no migration up to this version names it");
        assertThat(errors.toString()).containsOnlyOnce("Starting a copy");
        write("V20260103000000__make.sql", "do $$ begin execute 'create table ' || 'to' || 'w (id int)'; end $$;");
        assertThat(run("db", "--migrations", migrations, "plan", "--all", "--rows", "tow=5"))
                .isZero();
    }

    @Test
    @Tag("proof")
    void aTableThatIsAndWillBeNowhereIsRefusedBeforeThereIsACopy() throws Exception {
        use(TestDatabase.bare());
        write("V20260101000000__one.sql", "create table one (id int);");
        var migrations = folder.toString();
        assertThat(run("db", "--migrations", migrations, "migrate")).isZero();
        write("V20260102000000__two.sql", "create table two (id int);");
        assertThatThrownBy(() -> run("db", "--migrations", migrations, "plan", "--rows", "one=5,tow=5"))
                .isInstanceOf(CannotRunException.class)
                .hasMessage("There is no table tow at this version, only: one.");
        assertThat(errors.toString()).doesNotContain("Starting a copy");
        assertThat(run("db", "--migrations", migrations, "plan", "--rows", "one=5", "--writers", "0"))
                .isZero();
        assertThat(said()).contains("writers waited 0 ms at most");
    }

    @Test
    @Tag("proof")
    void onAnEmptyDatabaseEachTableIsFilledAsSoonAsItIsMade() throws Exception {
        use(TestDatabase.bare());
        write("V20260101000000__one.sql", "create table one (id int);");
        write("V20260102000000__widen.sql", "alter table one alter column id type bigint;");
        assertThat(plan("--rows", "500", "--budget", "60m")).isZero();
        assertThat(said()).contains("an empty database, with rows: one 500.", "REWRITES table one");
        assertThat(plan()).isZero();
        assertThat(said()).contains("Empty, as they are in the database (--rows fills them): one.");
    }

    @Test
    @Tag("proof")
    void aTableThatAPendingMigrationMakesIsFilledBeforeTheNextOne() throws Exception {
        use(TestDatabase.bare());
        write("V20260101000000__one.sql", "create table one (id int primary key);");
        assertThat(run("db", "--migrations", folder.toString(), "migrate")).isZero();
        write("V20260102000000__two.sql", "create table two (id int references one);");
        write("V20260103000000__widen.sql", "alter table two alter column id type bigint;");
        assertThat(plan("--rows", "one=40,two=500", "--budget", "60m")).isZero();
        assertThat(said())
                .contains("with rows: one 40, two 500.", "REWRITES table two")
                .doesNotContain("--rows fills");
    }

    @Test
    @Tag("proof")
    void aTableThatCannotBeFilledEndsThePlanWithOneOnAnEmptyDatabaseToo() throws Exception {
        use(TestDatabase.bare());
        write("V20260101000000__one.sql", "create table one (id int, word text not null check (word = 'secret'));");
        write("V20260102000000__widen.sql", "alter table one alter column id type bigint;");
        assertThat(plan("--rows", "500", "--budget", "60m")).isEqualTo(1);
        assertThat(said())
                .contains("Left empty: one: one_word_check (refuses all that was tried)")
                .contains("V20260102000000__widen.sql: it works on one, which was left empty (one_word_check");
        assertThat(plan("--rows", "one=0", "--budget", "60m")).as("as asked").isZero();
    }

    private int plan(String... arguments) throws Exception {
        var all = new ArrayList<>(List.of("db", "--migrations", folder.toString(), "plan"));
        all.addAll(List.of(arguments));
        return run(all.toArray(String[]::new));
    }

    @Test
    void wrongArgumentsOfAPlanAreNamed() {
        use(TestDatabase.bare());
        assertThatThrownBy(() -> run("db", "plan", "--budget", "soon"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("500ms");
        for (var budget : List.of("0ms", "0s", "-1s", "9999999s")) {
            assertThatThrownBy(() -> run("db", "plan", "--budget", budget))
                    .as(budget)
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("from 1ms on");
        }
        for (var writers : List.of("-1", "9")) {
            assertThatThrownBy(() -> run("db", "plan", "--writers", writers))
                    .as(writers)
                    .isInstanceOf(CannotRunException.class)
                    .hasMessageContaining("from 0, for none, to 8");
        }
        assertThatThrownBy(() -> run("db", "plan", "--rows", "many"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("--rows users=1000");
        assertThatThrownBy(() -> run("db", "plan", "--to", "1"))
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("There is no migration with the version 1;");
    }

    private int run(String... arguments) throws Exception {
        out.reset();
        var context = new CommandContext(
                () -> SettingsReader.read(environment, folder),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                settings -> 0);
        return Commands.run(arguments, context, new PrintWriter(errors, true));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private void use(Settings.Login login) {
        opened.add(login);
        environment = Map.of(
                "DATABASE_URL",
                "postgresql://%s:%s@%s:%d/%s"
                        .formatted(login.user(), login.password(), login.host(), login.port(), login.database()));
    }
}
