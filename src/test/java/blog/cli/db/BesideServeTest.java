package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.database.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** Blog's own database, which ./blog serve may be using in another terminal. */
@Tag("proof")
final class BesideServeTest {
    @TempDir
    Path folder;

    @Test
    void commandsUseTheServerThatRunsAndOtherwiseStartIt() {
        var data = folder.resolve("data");
        try (var talk = new DbSession(folder)) {
            talk.books().in(Map.of("DATA_DIR", data.toString()));
            try (var serving = EmbeddedPostgres.start(data, EmbeddedPostgres.Durability.KEPT)) {
                talk.db("migrate").is(0).says("Blog's own database is now at 20260102000000");
                talk.db("redo").is(0).says("Blog's own database is now at 20260102000000");
                talk.db("undo").is(0);
                talk.db("history").is(0).says("keep books");
                talk.db("sql")
                        .is(0)
                        .says("-- V20260102000000__add_title_to_books.sql")
                        .saysNot("keep_books");
                talk.db("check").is(1).says("extra    table books");
                var url = talk.db("url").is(0).text().strip();
                talk.in(Map.of("DATABASE_URL", url)).db("status").is(1).says("Version        20260101000000");
                talk.in(Map.of("DATA_DIR", data.toString()));
                talk.blog("migrate").is(2).saysNot("using the folder");
                assertThat(serving.login(EmbeddedPostgres.DATABASE).port()).isPositive();
            }
            talk.db("status").is(1).says("Version        20260101000000");
        }
    }

    @Test
    @Timeout(120)
    void theLastToEndSaysWhomItWaitsForAndNotForPsql() throws Exception {
        var data = folder.resolve("data");
        try (var talk = new DbSession(folder).books()) {
            talk.in(Map.of("DATA_DIR", data.toString())).db("migrate").is(0);
            talk.file("V20260101000000__keep_books.sql", "create table books (id bigint primary key);");
            var sessions = new ArrayList<Connection>();
            talk.hearing(said -> {
                if (said.contains("Waiting for")) sessions.forEach(BesideServeTest::close);
            });
            talk.answering("", () -> sessions.add(session(data, "blog migrate")))
                    .db("repair")
                    .is(1)
                    .says("Waiting for another ./blog command, which uses Blog's own database, to end: blog migrate");
            talk.answering("", () -> sessions.add(session(data, "psql")))
                    .db("repair")
                    .is(1)
                    .saysNot("Waiting for");
            assertThat(sessions).hasSize(2);
            assertThat(EmbeddedPostgres.running(data)).isEmpty();
        }
    }

    @Test
    @Timeout(120)
    void whatWasDoneIsToldBeforeOthersAreWaitedFor() throws Exception {
        var data = folder.resolve("data");
        try (var talk = new DbSession(folder).books()) {
            var sessions = new ArrayList<Connection>();
            var heard = new ArrayList<String>();
            talk.hearing(said -> {
                if (sessions.isEmpty()) sessions.add(session(data, "blog migrate"));
                heard.add(said);
                if (said.contains("Waiting for")) sessions.forEach(BesideServeTest::close);
            });
            talk.in(Map.of("DATA_DIR", data.toString())).db("migrate").is(0);
            assertThat(String.join("", heard))
                    .containsSubsequence("Blog's own database is now at 20260102000000", "Waiting for another");
        }
    }

    private static Connection session(Path data, String program) {
        var login = EmbeddedPostgres.running(data).orElseThrow();
        var database = new PGSimpleDataSource();
        database.setUrl(login.jdbcUrl());
        database.setApplicationName(program);
        try {
            return database.getConnection(login.user(), login.password());
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    private static void close(Connection session) {
        try {
            session.close();
        } catch (SQLException fault) {
            throw new AssertionError(fault);
        }
    }

    @Test
    void commandsAtOnceShareOneServerAndTheLastOneEndsIt() throws Exception {
        try (var talk = new DbSession(folder).books();
                var runs = Executors.newVirtualThreadPerTaskExecutor()) {
            talk.in(Map.of("DATA_DIR", folder.resolve("data").toString()));
            talk.db("url").is(2).says("./blog serve starts it");
            talk.db("migrate").is(0);
            var all = Stream.generate(() -> runs.submit(() -> talk.db("status")))
                    .limit(5)
                    .toList();
            for (var one : all) one.get(2, TimeUnit.MINUTES).is(0);
            talk.db("url").is(2);
        }
    }
}
