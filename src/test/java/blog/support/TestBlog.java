package blog.support;

import blog.Blog;
import blog.platform.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** The real service over a real socket, on a database of its own. */
public final class TestBlog implements AutoCloseable {
    private final Settings.Login login;
    private final Blog blog;

    private TestBlog(Settings.Login login, Blog blog) {
        this.login = login;
        this.blog = blog;
        SchemaAhead.applyTo(login);
    }

    /** On a new database with nothing in it. */
    public static TestBlog start() {
        return start(settings -> settings);
    }

    /** With other settings than the usual ones. */
    public static TestBlog start(UnaryOperator<Settings> change) {
        var login = TestDatabase.fresh();
        return new TestBlog(login, Blog.start(change.apply(settings(login))));
    }

    /** On this database, which it drops at the end. */
    public static TestBlog start(Settings.Login login) {
        return new TestBlog(login, Blog.start(settings(login)));
    }

    /** With a clock that the test can move. */
    public static TestBlog start(Clock clock) {
        var login = TestDatabase.fresh();
        return new TestBlog(login, Blog.start(settings(login), clock));
    }

    public static Settings settings(Settings.Login login) {
        return new Settings(
                new Settings.Server(
                        "127.0.0.1",
                        0,
                        URI.create("http://localhost"),
                        Set.of("https://app.example.org"),
                        Duration.ofSeconds(5)),
                new Settings.Database(
                        Optional.of(login),
                        Path.of("target/no-data"),
                        8,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        false,
                        false),
                new Settings.Log(Settings.Format.TEXT));
    }

    public Client client() {
        return new Client(URI.create("http://127.0.0.1:" + blog.port()));
    }

    /** Members crowd1, crowd2 … who never had to think of a password, since hashes take their time. */
    public List<Client> crowd(int size) {
        sql().run(
                        "insert into users (username, email, password_hash) select 'crowd' || n, n || '@crowd.example', 'x' from generate_series(1, ?) n",
                        size);
        sql().run(
                        "insert into sessions (user_id, token_hash, expires_at) select id, sha256(username::bytea), now() + interval '1 day' from users where username like 'crowd%'");
        return IntStream.rangeClosed(1, size)
                .mapToObj(it -> client().with("Authorization", "Bearer crowd" + it))
                .toList();
    }

    /** Where metrics have a port of their own. */
    public int metricsPort() {
        return blog.metricsPort().orElseThrow();
    }

    public Settings.Login database() {
        return login;
    }

    /** The service's database, for what no request can do or see. */
    public Sql sql() {
        return new Sql(login);
    }

    /** Ends the service and keeps its database. */
    public void stop() {
        blog.close();
    }

    @Override
    public void close() {
        blog.close();
        TestDatabase.drop(login);
    }
}
