package blog.proof;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A PostgreSQL lent to a build under test: the server of another build, which a migration makes stand still. */
final class LentPostgres implements AutoCloseable {
    private final BuildRun build;
    private final int port;

    LentPostgres(String name) {
        var copy = ProjectCopy.named(name).migrationThatStandsStill();
        build = copy.start(Map.of(), "-Dbuild.db=embedded", "generate-sources").untilItSays(ProjectCopy.STANDING_STILL);
        port = Integer.parseInt(copy.read("target/throwaway/data/postmaster.pid")
                .lines()
                .toList()
                .get(3));
    }

    String url(String user) {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=" + user;
    }

    void run(String statement) throws SQLException {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var jdbc = connection.createStatement()) {
            jdbc.execute(statement);
        }
    }

    List<String> databases() throws SQLException {
        try (var connection = DriverManager.getConnection(url("postgres"));
                var jdbc = connection.createStatement();
                var rows = jdbc.executeQuery("select datname from pg_database where not datistemplate order by 1")) {
            var names = new ArrayList<String>();
            while (rows.next()) names.add(rows.getString(1));
            return names;
        }
    }

    @Override
    public void close() {
        build.interrupt().leavesNoProcess();
    }
}
