package blog.support;

import blog.Blog;
import blog.config.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** The real service over a real socket, on a database of its own. */
public final class TestBlog implements AutoCloseable {
    private final Settings.Login login;
    private final Blog blog;

    private TestBlog(Settings.Login login, Blog blog) {
        this.login = login;
        this.blog = blog;
    }

    /** On a new database with nothing in it. */
    public static TestBlog start() {
        var login = TestDatabase.fresh();
        return new TestBlog(login, Blog.start(settings(login)));
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

    public Settings.Login database() {
        return login;
    }

    @Override
    public void close() {
        blog.close();
        TestDatabase.drop(login);
    }
}
