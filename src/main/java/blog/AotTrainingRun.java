package blog;

import blog.platform.config.Settings;
import blog.platform.database.EmbeddedPostgres;
import blog.platform.ops.LogConfiguration;
import blog.tools.populate.DatabasePopulator;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A training run for the AOT cache: starts the service on a throwaway database, sends a few requests and stops it. The
 * launcher runs it once a build with {@code -XX:AOTCacheOutput} (JEP 514), so that the JVM starts the service from
 * what it learned here.
 */
public final class AotTrainingRun {
    private static final Pattern TOKEN = Pattern.compile("\"token\":\"([^\"]+)\"");

    private final String base;
    private String token = "";

    private AotTrainingRun(int port) {
        this.base = "http://127.0.0.1:" + port;
    }

    /** @param arguments a folder for the database, which must not be in use */
    public static void main(String[] arguments) throws IOException {
        var folder = Path.of(arguments[0]);
        LogConfiguration.configure(new Settings.Log(Settings.Format.TEXT));
        try (var postgres = EmbeddedPostgres.start(folder, EmbeddedPostgres.Durability.THROWAWAY);
                var blog = Blog.start(settings(folder, postgres.login(EmbeddedPostgres.DATABASE)))) {
            new AotTrainingRun(blog.port()).play();
        }
    }

    private static Settings settings(Path folder, Settings.Login login) {
        return new Settings(
                new Settings.Server("127.0.0.1", 0, URI.create("http://localhost"), Set.of(), Duration.ofSeconds(5)),
                new Settings.Database(
                        Optional.of(login), folder, 2, Duration.ofSeconds(5), Duration.ofSeconds(30), true, false),
                new Settings.Log(Settings.Format.TEXT));
    }

    private void play() throws IOException {
        send("POST", "/api/users", "{\"username\":\"ann\",\"email\":\"ann@example.org\",\"password\":\"%s\"}");
        var session = TOKEN.matcher(send("POST", "/api/sessions", "{\"username\":\"ann\",\"password\":\"%s\"}"));
        if (session.find()) token = session.group(1);
        send("POST", "/api/posts", "{\"title\":\"Hello\",\"content\":\"World\"}");
        send("PUT", "/api/posts/1/like", "");
        send("POST", "/api/posts", "{\"title\":\"\",");
        for (var path : new String[] {
            "/", "/health/ready", "/metrics", "/api/posts?limit=1", "/api/posts/1", "/api/users/@ann", "/no"
        }) {
            send("GET", path, "");
        }
    }

    private String send(String method, String path, String body) throws IOException {
        var connection = (HttpURLConnection) URI.create(base + path).toURL().openConnection();
        connection.setRequestMethod(method);
        if (!token.isEmpty()) connection.setRequestProperty("Authorization", "Bearer " + token);
        if (!body.isEmpty()) {
            connection.setRequestProperty("Content-Type", "application/json");
            connection.setDoOutput(true);
            connection
                    .getOutputStream()
                    .write(body.formatted(DatabasePopulator.PASSWORD).getBytes(StandardCharsets.UTF_8));
        }
        var refused = connection.getResponseCode() >= 400;
        try (var answer = refused ? connection.getErrorStream() : connection.getInputStream()) {
            return answer == null ? "" : new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
