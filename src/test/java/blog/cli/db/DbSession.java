package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;

import blog.cli.Commands;
import blog.cli.context.CommandContext;
import blog.platform.config.Settings;
import blog.platform.config.SettingsReader;
import blog.platform.problem.CannotRunException;
import blog.support.Sql;
import blog.support.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A user of ./blog db, with a database and a folder of migrations of their own. */
final class DbSession implements AutoCloseable {
    private final Path migrations;
    private final Settings.Login login;
    private Map<String, String> environment;
    private boolean terminal;
    private Charset encoding = StandardCharsets.UTF_8;
    private String answer = "";
    private Runnable meanwhile = () -> {};
    private Consumer<String> listener = said -> {};

    DbSession(Path folder) {
        migrations = folder.resolve("migrations");
        login = TestDatabase.bare();
        environment = Map.of("DATABASE_URL", url(login.user(), login.password()));
        try {
            Files.createDirectories(migrations);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** The exit code and the output of a command, errors included. */
    record Said(int status, String out, String errors) {
        String text() {
            return out + errors;
        }

        Said is(int expected) {
            assertThat(status).as(text()).isEqualTo(expected);
            return this;
        }

        Said says(String... parts) {
            assertThat(text()).contains(parts);
            return this;
        }

        Said saysNot(String... parts) {
            assertThat(text()).doesNotContain(parts);
            return this;
        }

        /** Parses the output as JSON. */
        JsonNode json() {
            return JsonMapper.shared().readTree(out);
        }
    }

    Said db(String... words) {
        return blog(Stream.concat(Stream.of("db", "--migrations", migrations.toString()), Stream.of(words))
                .toArray(String[]::new));
    }

    Said blog(String... words) {
        var out = new ByteArrayOutputStream() {
            @Override
            public synchronized void write(byte[] bytes, int from, int length) {
                super.write(bytes, from, length);
                listener.accept(new String(bytes, from, length, StandardCharsets.UTF_8));
            }
        };
        var errors = new StringWriter() {
            @Override
            public void write(String text, int from, int length) {
                super.write(text, from, length);
                listener.accept(text.substring(from, from + length));
            }
        };
        try (var stream = new PrintStream(out, true, encoding)) {
            var context = new CommandContext(
                    () -> SettingsReader.read(environment, migrations),
                    stream,
                    terminal,
                    settings -> 0,
                    () -> "",
                    this::asked);
            int status = run(words, context, new PrintWriter(errors, true));
            return new Said(status, out.toString(StandardCharsets.UTF_8), errors.toString());
        }
    }

    /** As Main does it. */
    private static int run(String[] words, CommandContext context, PrintWriter errors) {
        try {
            return Commands.run(words, context, errors);
        } catch (CannotRunException fault) {
            errors.println(fault.getMessage());
            return 2;
        } catch (Exception fault) {
            throw new AssertionError(fault);
        }
    }

    private String asked(String question) {
        meanwhile.run();
        return answer;
    }

    DbSession answering(String answer) {
        return answering(answer, () -> {});
    }

    /** @param meanwhile what somebody else does before the answer */
    DbSession answering(String answer, Runnable meanwhile) {
        this.meanwhile = meanwhile;
        this.terminal = true;
        this.answer = answer;
        return this;
    }

    /** @param listener does something when a command says something, which has not ended then */
    DbSession hearing(Consumer<String> listener) {
        this.listener = listener;
        return this;
    }

    /** On a terminal that has no other characters than these. */
    DbSession speaking(Charset encoding) {
        this.encoding = encoding;
        return this;
    }

    DbSession in(Map<String, String> environment) {
        this.environment = environment;
        return this;
    }

    DbSession as(String role, String password) {
        return in(Map.of("DATABASE_URL", url(role, password)));
    }

    private String url(String user, String password) {
        return "postgresql://%s:%s@%s:%d/%s".formatted(user, password, login.host(), login.port(), login.database());
    }

    DbSession file(String name, String text) {
        try {
            Files.writeString(migrations.resolve(name), text);
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return this;
    }

    DbSession migration(String name, String forward, String back) {
        return file("V" + name + ".sql", forward).file("U" + name + ".sql", back);
    }

    /** Two versions of a small schema. */
    DbSession books() {
        return migration(
                        "20260101000000__keep_books",
                        "create table books (id int primary key);\n",
                        "drop table books;\n")
                .migration(
                        "20260102000000__add_title_to_books",
                        "alter table books add column title text default 'Untitled';\n",
                        "alter table books drop column title;\n");
    }

    List<String> files() {
        try (var files = Files.list(migrations)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    String text(String file) {
        try {
            return Files.readString(migrations.resolve(file));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    void remove(String file) {
        try {
            Files.delete(migrations.resolve(file));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    Sql sql() {
        return new Sql(login);
    }

    Settings.Login login() {
        return login;
    }

    List<String> versions() {
        return new ArrayList<>(sql().column("select version from flyway_schema_history order by installed_rank"));
    }

    @Override
    public void close() {
        TestDatabase.drop(login);
    }
}
