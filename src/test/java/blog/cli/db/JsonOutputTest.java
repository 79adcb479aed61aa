package blog.cli.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.cli.Commands;
import blog.cli.context.CommandContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JSON output of the commands: one object each, in one style, as the guide shows it. */
final class JsonOutputTest extends DbCommandTestBase {
    private static final Pattern SHOWN =
            Pattern.compile("`\\./blog db (\\w+) --json`(?:(?!```).)*?```json\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\d[ T].*");

    @Test
    @Tag("proof")
    void oneObjectInTheStyleOfTheApi() {
        answers().forEach((command, answer) -> {
            assertThat(answer.isObject()).as(command).isTrue();
            assertThat(members(answer)).as(command).allMatch(name -> name.matches("[a-z]+(_[a-z]+)*"));
            answer.findValuesAsString("at").forEach(JsonOutputTest::requireUtc);
            answer.findValuesAsString("last_applied_at").forEach(JsonOutputTest::requireUtc);
        });
    }

    private static void requireUtc(String time) {
        assertThat(time).matches(TIME).matches("\\S+Z");
    }

    @Test
    @Tag("proof")
    void theGuideShowsTheirMembers() throws IOException {
        var shown = SHOWN.matcher(Files.readString(Path.of("docs/SCHEMA-CHANGES.md")))
                .results()
                .collect(Collectors.toMap(
                        part -> part.group(1),
                        part -> members(JsonMapper.shared().readTree(part.group(2)))));
        var said = answers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, answer -> members(answer.getValue())));
        assertThat(shown).containsExactlyInAnyOrderEntriesOf(said);
    }

    /** Each on a database on which it has something to say. */
    private Map<String, JsonNode> answers() {
        talk.books();
        var plan = json(0, "plan", "--to", "20260101000000");
        var migrate = json(0, "migrate", "--to", "20260101000000");
        talk.sql().run("create table scratch (id int)");
        var status = json(1, "status");
        var undo = json(0, "undo", "--to", "0");
        talk.db("migrate").is(0);
        return Map.of(
                "plan",
                plan,
                "migrate",
                migrate,
                "status",
                status,
                "undo",
                undo,
                "redo",
                json(0, "redo"),
                "history",
                json(0, "history"),
                "check",
                json(1, "check"),
                "lint",
                json(1, "lint"));
    }

    private JsonNode json(int status, String... words) {
        var all = new ArrayList<>(List.of(words));
        all.add("--json");
        return talk.db(all.toArray(String[]::new)).is(status).json();
    }

    /** As a path each: a member of an object in a list is a member of the list. Tables are members of rows. */
    private static Set<String> members(JsonNode node) {
        var names = new TreeSet<String>();
        node.properties().forEach(member -> {
            names.add(member.getKey());
            if (!member.getKey().equals("rows") || member.getValue().isArray()) {
                names.addAll(members(member.getValue()));
            }
        });
        node.forEach(each -> {
            if (node.isArray()) names.addAll(members(each));
        });
        return names;
    }

    @Test
    void aDryRunListsItsStatements() {
        talk.books();
        var planned = json(0, "migrate", "--dry-run").get("pending");
        assertThat(planned.size()).isEqualTo(2);
        assertThat(planned.get(0).get("file").asString()).isEqualTo("V20260101000000__keep_books.sql");
        assertThat(planned.get(0).get("transactional").asBoolean()).isTrue();
        assertThat(planned.get(0).get("statements").toString())
                .isEqualTo("[{\"line\":1,\"sql\":\"create table books (id int primary key)\"}]");
        assertThat(json(0, "migrate").get("applied").findValuesAsString("version"))
                .containsExactly("20260101000000", "20260102000000");
        assertThat(json(0, "migrate", "--dry-run").get("pending").isEmpty()).isTrue();
        assertThat(json(0, "migrate").get("applied").isEmpty()).isTrue();
    }

    @Test
    void aRefusalSaysWhatWouldBeLostAndWhatWasDone() {
        talk.books().db("migrate").is(0);
        talk.sql().run("insert into books values (1, 'Dune')");
        for (var command : new String[] {"undo", "redo"}) {
            var refused = json(1, command);
            assertThat(refused.get("clean").asBoolean()).isFalse();
            assertThat(refused.get("undone").isEmpty()).isTrue();
            assertThat(refused.get("refused").toString()).isEqualTo("[\"column books.title: 1 value\"]");
            assertThat(refused.get("version").asString()).isEqualTo("20260102000000");
        }
        var done = json(0, "redo", "--accept-data-loss");
        assertThat(done.get("clean").asBoolean()).isTrue();
        assertThat(done.get("undone").findValuesAsString("description")).containsExactly("add title to books");
        assertThat(done.get("applied").findValuesAsString("version")).containsExactly("20260102000000");
    }

    @Test
    void whatCouldNotRunSaysWhyToProgramsToo() {
        talk.in(Map.of("DATABASE_URL", "postgresql://ada:secret@localhost:1/blog"));
        for (var command : new String[] {"status", "history", "check", "plan", "migrate", "undo", "redo"}) {
            assertThat(json(2, command).get("error").asString()).contains("Cannot use the database blog");
        }
    }

    @Test
    void itIsUtf8WhateverTheTerminalSpeaks() {
        talk.migration("20260101000000__keep_cafés", "create table cafes (id int);", "drop table cafes;")
                .speaking(StandardCharsets.US_ASCII);
        assertThat(json(0, "migrate").get("applied").findValuesAsString("description"))
                .containsExactly("keep cafés");
    }

    @Test
    void whatNobodyForesawIsSaidToProgramsToo() throws Exception {
        var out = new ByteArrayOutputStream();
        var context = new CommandContext(
                () -> {
                    throw new IllegalStateException("nobody foresaw this");
                },
                new PrintStream(out, true, StandardCharsets.UTF_8),
                false,
                settings -> 0);
        assertThatThrownBy(() -> Commands.run(
                        new String[] {"db", "status", "--json"}, context, new PrintWriter(Writer.nullWriter())))
                .hasMessage("nobody foresaw this");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"error\":\"nobody foresaw this\"}\n");
    }
}
