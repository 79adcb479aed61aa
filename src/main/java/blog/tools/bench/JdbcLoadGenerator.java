package blog.tools.bench;

import blog.platform.config.Settings;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Runs scripts through the JDBC driver and nothing else, where pgbench is not installed. */
final class JdbcLoadGenerator implements LoadGenerator {
    private final Settings.Login login;
    private final List<RecordedScript> scripts;
    private final SeededPosts posts;

    JdbcLoadGenerator(Settings.Login login, List<RecordedScript> scripts, SeededPosts posts) {
        this.login = login;
        this.scripts = scripts;
        this.posts = posts;
    }

    @Override
    public Measurement run(int connections, int seconds) {
        return LoadThreads.run(connections, seconds, this::client);
    }

    private LoadThreads.Member client() throws SQLException {
        var connection = DriverManager.getConnection(
                login.jdbcUrl() + (login.options().isEmpty() ? "?" : "&") + "prepareThreshold=1",
                login.user(),
                login.password());
        var prepared = new ArrayList<List<PreparedStatement>>();
        for (var script : scripts) prepared.add(prepare(connection, script));
        return LoadThreads.member(
                () -> {
                    var which = ThreadLocalRandom.current().nextInt(scripts.size());
                    run(scripts.get(which), prepared.get(which));
                },
                connection);
    }

    private static List<PreparedStatement> prepare(Connection connection, RecordedScript script) throws SQLException {
        var prepared = new ArrayList<PreparedStatement>();
        for (var statement : script.statements()) prepared.add(connection.prepareStatement(statement.sql(_ -> "?")));
        return prepared;
    }

    private void run(RecordedScript script, List<PreparedStatement> prepared) throws SQLException {
        var post = posts.any();
        long returned = 0;
        for (int i = 0; i < prepared.size(); i++) {
            bind(script, script.statements().get(i), prepared.get(i), post, returned);
            if (!prepared.get(i).execute()) continue;
            try (var rows = prepared.get(i).getResultSet()) {
                while (rows.next()) {
                    if (script.created() != null && i == 0) returned = rows.getLong(1);
                }
            }
        }
    }

    private static void bind(
            RecordedScript script, RecordedStatement statement, PreparedStatement prepared, long post, long returned)
            throws SQLException {
        int at = 1;
        for (var place : statement.places()) {
            switch (script.source(statement.values().get(place))) {
                case RecordedScript.Source.AnyPost _ -> prepared.setLong(at++, post);
                case RecordedScript.Source.Returned _ -> prepared.setLong(at++, returned);
                case RecordedScript.Source.Fixed(var text) -> prepared.setObject(at++, text, Types.OTHER);
            }
        }
    }
}
