package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.catalog.Catalog;
import blog.chain.catalog.TextDiff;
import blog.chain.lint.MigrationLinter;
import blog.chain.migrations.MigrationScript;
import blog.chain.migrations.MigrationScripts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pairs of migrations that docs/SCHEMA-CHANGES.md shows do what it says of them, over rows. */
final class SchemaChangesGuideTest {
    private static final Path EXAMPLES = Path.of("docs/schema-changes");

    @TempDir
    Path folder;

    private DbSession talk;

    @BeforeEach
    void fill() throws IOException {
        talk = new DbSession(folder);
        copy(Path.of("db-migrations"));
        talk.db("migrate").is(0);
        talk.sql().run("""
                insert into users (username, email, password_hash, bio, image_file)
                values ('ann', 'ann@example.org', 'x', 'Writes.', 'ann.png'), ('bob', 'bob@example.org', 'x', null, null)""");
        talk.sql().run("insert into posts (title, content, user_id) select 'Title', 'words', id from users");
        talk.sql().run("""
                insert into sessions (user_id, token_hash, user_agent, last_used_at, expires_at)
                select id, sha256(username::bytea), case when username = 'ann' then 'Mozilla/5.0 (X11; Linux) Gecko' end,
                       '2026-03-01 23:30Z', now() + interval '1 day' from users""");
    }

    @AfterEach
    void drop() {
        talk.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"drop", "index", "rename", "retype", "split", "widen"})
    void everyStepGoesUpDownAndUpAgain(String example) throws IOException {
        copy(EXAMPLES.resolve(example));
        talk.db("lint").is(0);
        for (var step : MigrationScripts.in(EXAMPLES.resolve(example)).all()) comesBack(step);
        talk.db("status").is(0).says("Clean.");
    }

    private void comesBack(MigrationScript step) {
        var before = catalog();
        talk.db("migrate", "--to", step.version()).is(0);
        var after = catalog();
        talk.db("undo", "--accept-data-loss").is(0);
        assertThat(TextDiff.between(before, catalog())).as(step.undoFile()).isEmpty();
        talk.db("migrate", "--to", step.version()).is(0);
        assertThat(TextDiff.between(after, catalog())).as(step.file()).isEmpty();
    }

    @Test
    void aRenamedColumnIsTheSameUnderBothNamesUntilTheOldOneGoes() throws IOException {
        copy(EXAMPLES.resolve("rename"));
        talk.db("migrate", "--to", "20270106091000").is(0);
        assertThat(users("avatar_file")).isEqualTo("ann.png");
        assertThat(users("version")).as("a fill is nobody's edit").isEqualTo("1");
        talk.sql().run("update users set image_file = 'old.png' where username = 'ann'");
        assertThat(users("avatar_file")).isEqualTo("old.png");
        talk.sql().run("update users set avatar_file = 'new.png' where username = 'ann'");
        assertThat(users("image_file")).isEqualTo("new.png");
        assertThat(users("version")).isEqualTo("3");

        talk.db("migrate").is(0);
        talk.sql().run("update users set avatar_file = 'newer.png' where username = 'ann'");
        assertThat(users("version")).isEqualTo("4");
        talk.db("undo", "--accept-data-loss").is(0);
        assertThat(users("image_file")).isEqualTo("newer.png");
        assertThat(users("version")).isEqualTo("4");
    }

    @Test
    @Tag("proof")
    void whatFillsTheNewColumnRunsOutsideATransactionEverywhere() throws IOException {
        copy(EXAMPLES.resolve("rename"));
        var fill = "V20270106091000__fill_avatar_file_of_users.sql";
        talk.db("migrate", "--dry-run").is(0).says(fill + "  (outside a transaction)");
        var sql = talk.db("sql", "--to", "20270106091000").is(0).text();
        assertThat(sql).contains("-- " + fill + " (outside a transaction)\n-- In batches");
        assertThat(sql.substring(sql.indexOf("-- " + fill))).doesNotContain("begin;", "commit;\n\n");

        talk.db("migrate", "--to", "20270106091000").is(0);
        talk.db("plan", "--rows", "20", "--budget", "60m").says("Measured on a copy at version 20270106091000");
    }

    private String users(String column) {
        return talk.sql()
                .column("select " + column + " from users where username = 'ann'")
                .getFirst();
    }

    @Test
    void whatWasThereIsSplitAndSoIsWhatTheRunningReleaseWrites() throws IOException {
        copy(EXAMPLES.resolve("split"));
        talk.db("migrate", "--to", "20270107091000").is(0);
        assertThat(sessions("program || '; ' || platform")).isEqualTo("Mozilla/5.0; X11; Linux");
        talk.sql().run("update sessions set user_agent = 'curl/8.0 (BeOS)' where user_id = 1");
        assertThat(sessions("program || '; ' || platform")).isEqualTo("curl/8.0; BeOS");
    }

    @Test
    void aColumnOfAnotherTypeHoldsWhatTheOldOneHeld() throws IOException {
        copy(EXAMPLES.resolve("retype"));
        talk.db("migrate", "--to", "20270108091000").is(0);
        assertThat(sessions("last_used_on")).isEqualTo("2026-03-01");
        talk.sql().run("update sessions set last_used_at = '2026-04-02 12:00Z' where user_id = 1");
        assertThat(sessions("last_used_on")).isEqualTo("2026-04-02");
    }

    private String sessions(String column) {
        return talk.sql()
                .column("select " + column + " from sessions where user_id = 1")
                .getFirst();
    }

    @Test
    void undoSaysWhatADroppedColumnHeld() throws IOException {
        copy(EXAMPLES.resolve("rename"));
        talk.db("migrate", "--to", "20270106091000").is(0);
        talk.db("undo").is(0);
        talk.db("undo").is(1).says("avatar_file", "1 value", "--accept-data-loss");
    }

    @Test
    void theGuideListsTheLintersRules() throws IOException {
        var rules = MigrationLinter.rules().stream()
                .map(rule -> "| `" + rule.id() + "` | " + rule.summary() + " | "
                        + (rule.squawk().isEmpty() ? "–" : rule.squawk()) + " |")
                .toList();
        assertThat(Files.readAllLines(Path.of("docs/SCHEMA-CHANGES.md"))).containsSequence(rules);
    }

    /** Blanks may differ: the guide shows parts of files, less indented. */
    @Test
    void whatTheGuideShowsIsInTheFiles() throws IOException {
        var guide = Files.readString(Path.of("docs/SCHEMA-CHANGES.md"));
        assertThat(guide).doesNotContainPattern("@[A-Za-z]+@");
        var files = new StringBuilder();
        for (var root : List.of(EXAMPLES, Path.of("db-migrations"))) {
            try (var all = Files.walk(root)) {
                for (var file : all.filter(Files::isRegularFile).toList()) files.append(Files.readString(file));
            }
        }
        var shown = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL).matcher(guide);
        assertThat(shown.results()).hasSizeGreaterThan(8);
        shown.reset()
                .results()
                .forEach(part -> assertThat(files.toString()).containsIgnoringWhitespaces(part.group(1)));
    }

    private String catalog() {
        var login = talk.login();
        try (var sql = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return Catalog.of(sql).text();
        }
    }

    private void copy(Path from) throws IOException {
        try (var files = Files.list(from)) {
            for (var file : files.toList()) talk.file(file.getFileName().toString(), Files.readString(file));
        }
    }
}
