package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.chain.catalog.Catalog;
import blog.chain.migrations.Migrator;
import blog.cli.Commands;
import blog.cli.context.CommandContext;
import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.problem.CannotRunException;
import blog.support.Sql;
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
import org.jooq.impl.DSL;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

final class CheckCommandTest {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final Settings.Login login = TestDatabase.fresh();
    private final Sql sql = new Sql(login);

    @AfterEach
    void drop() {
        TestDatabase.drop(login);
    }

    @Test
    void aSchemaAsExpectedIsClean() throws Exception {
        assertThat(check()).isZero();
        assertThat(said())
                .isEqualTo(
                        "The database %s at %s:%d: the schema is as this release expects it, at %s.%nFingerprint of the schema: %s%n"
                                .formatted(login.database(), login.host(), login.port(), newest(), packaged()));
    }

    @Test
    void differencesAreListedAndJudged() throws Exception {
        sql.run("alter table users alter column password_hash type text");
        sql.run("create table scratch (id int)");
        sql.run("drop index posts_likes_id_idx");
        assertThat(check()).isEqualTo(1);
        assertThat(said()).isEqualToNormalizingNewlines("""
                Breaks the service:
                  changed  column users.password_hash: type character varying(200), here text
                           the classes of the service were generated for the type expected
                  changed  constraint users_password_hash_check on users: definition CHECK (password_hash::text <> ''::text), here CHECK (password_hash <> ''::text)
                           it behaves differently from what the service was tested with
                Does not break it:
                  missing  index posts_likes_id_idx: CREATE INDEX posts_likes_id_idx ON posts USING btree (likes, id)
                           queries that used it are slower
                  extra    table scratch
                           the service does not use it
                4 differences, of which 2 break the service.
                Fingerprint of the schema: %s
                """.formatted(live()));
        assertThat(live()).isNotEqualTo(packaged());
    }

    @Test
    void aHistoryThatIsBehindIsSaidFirst() throws Exception {
        sql.run("delete from flyway_schema_history where version = ?", newest());
        sql.run("drop function posts_with_words(text)");
        assertThat(check()).isEqualTo(1);
        assertThat(said())
                .startsWith("The database is 1 migration behind")
                .contains("So the schema is of another version than this release's, with which it is compared:")
                .contains("missing  function posts_with_words(wanted text)")
                .contains("1 difference, of which 1 breaks the service.\n");
    }

    @Test
    void aHistoryThatIsAheadIsAFindingEvenWithoutDifferences() throws Exception {
        sql.run("insert into flyway_schema_history select 999, '99990101000000', 'later', type, 'V9.sql', 1,"
                + " installed_by, installed_on, 1, true from flyway_schema_history limit 1");
        assertThat(check()).isEqualTo(1);
        assertThat(said())
                .startsWith(
                        "The database is ahead: it has 1 migration that this release does not know (99990101000000)")
                .contains("The schema itself is as this release expects it.\n");
    }

    @Test
    void programsReadJson() throws Exception {
        sql.run("create table scratch (id int)");
        assertThat(check("--json")).isEqualTo(1);
        var found = JsonMapper.builder().build().readTree(said());
        assertThat(found.get("clean").asBoolean()).isFalse();
        assertThat(found.get("breaking").asBoolean()).isFalse();
        assertThat(found.get("version").asString()).isEqualTo(newest());
        assertThat(found.get("history").isNull()).isTrue();
        assertThat(found.get("fingerprint").asString()).hasSize(64).startsWith(live());
        var difference = found.get("differences").get(0);
        assertThat(difference.get("what").asString()).isEqualTo("extra");
        assertThat(difference.get("kind").asString()).isEqualTo("table");
        assertThat(difference.get("object").asString()).isEqualTo("scratch");
    }

    @Test
    void theDumpIsTheLiveSchema() throws Exception {
        assertThat(check("--dump")).isZero();
        assertThat(said()).isEqualTo(Catalog.packaged().text());
    }

    @Test
    void aDatabaseThatIsNotThereIsNamed() {
        TestDatabase.drop(login);
        assertThatThrownBy(this::check)
                .isInstanceOf(CannotRunException.class)
                .hasMessageContaining("Cannot use the database " + login.database());
    }

    private int check(String... options) throws Exception {
        var address = "postgresql://%s:%s@%s:%d/%s"
                .formatted(login.user(), login.password(), login.host(), login.port(), login.database());
        var context = new CommandContext(
                () -> SettingsReader.read(Map.of("DATABASE_URL", address), folder),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                settings -> 0);
        var arguments = new ArrayList<>(List.of("db", "check"));
        arguments.addAll(List.of(options));
        return Commands.run(arguments.toArray(String[]::new), context, new PrintWriter(new StringWriter()));
    }

    private String said() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String packaged() {
        return Catalog.packaged().fingerprint().substring(0, 16);
    }

    private String live() {
        try (var live = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return Catalog.of(live).fingerprint().substring(0, 16);
        }
    }

    private static String newest() {
        return Migrator.packaged().getLast().version();
    }
}
