package blog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import blog.chain.migrations.Migrator;
import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import blog.support.Client;
import blog.support.Sql;
import blog.support.TestBlog;
import blog.support.TestDatabase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A configured database is migrated only when the service is told to, and otherwise must fit. */
class StartTest {
    private final List<Settings.Login> opened = new ArrayList<>();

    @AfterEach
    void drop() {
        opened.forEach(TestDatabase::drop);
    }

    @Test
    void aDatabaseThatIsBehindIsNotTouchedUnlessToldSo() {
        var bare = kept(TestDatabase.bare());
        refuses(bare, false, "The database has no schema yet");
        refuses(bare, false, "run ./blog migrate");
        assertThat(relations(bare)).isEmpty();

        try (var blog = Blog.start(settings(bare, true))) {
            Client.at(URI.create("http://127.0.0.1:" + blog.port())).member().writes("Hello");
        }
        try (var blog = Blog.start(settings(bare, false))) {
            assertThat(blog.port()).isPositive();
        }
    }

    @Test
    void aDatabaseThatIsAheadIsRefusedEitherWay() {
        var database = kept(TestDatabase.fresh());
        new Sql(database)
                .run(
                        "insert into flyway_schema_history"
                                + " (installed_rank, version, description, type, script, checksum, installed_by, execution_time, success)"
                                + " values (?, '99990101000000', 'later', 'SQL', 'V99990101000000__later.sql', 1, 'ada', 1, true)",
                        Migrator.packaged().size() + 1);
        refuses(database, false, "The database is ahead");
        refuses(database, true, "The database is ahead");
    }

    /** It takes the connection, as a server does that hangs, or a firewall for it. */
    @Test
    @Timeout(60)
    void aDatabaseThatSaysNothingIsGivenUp() throws IOException {
        try (var silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            var address = silent.getInetAddress().getHostAddress();
            var database = new Settings.Login(address, silent.getLocalPort(), "blog", "blog", "secret", Map.of());
            refuses(database, false, "Connection attempt timed out.\nNo server answered as PostgreSQL does");
            refuses(database, true, "Connection attempt timed out.\nNo server answered as PostgreSQL does");
        }
    }

    private static List<String> relations(Settings.Login database) {
        return new Sql(database)
                .column(
                        "select relname from pg_class where relnamespace = (select oid from pg_namespace where nspname = 'public')");
    }

    private static void refuses(Settings.Login database, boolean migrate, String sentence) {
        assertThatExceptionOfType(CannotRunException.class)
                .isThrownBy(() -> Blog.start(settings(database, migrate)).close())
                .withMessageContaining(sentence);
    }

    private static Settings settings(Settings.Login login, boolean migrate) {
        var usual = TestBlog.settings(login);
        var database = usual.database();
        return new Settings(
                usual.server(),
                new Settings.Database(
                        database.given(),
                        database.dataDir(),
                        database.poolSize(),
                        database.poolWait(),
                        database.statementTimeout(),
                        migrate,
                        false),
                usual.log());
    }

    private Settings.Login kept(Settings.Login login) {
        opened.add(login);
        return login;
    }
}
