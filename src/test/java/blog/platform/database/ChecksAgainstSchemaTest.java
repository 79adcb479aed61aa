package blog.platform.database;

import static org.assertj.core.api.Assertions.assertThat;

import blog.platform.http.RecordConstructor;
import blog.platform.input.PatchMember;
import blog.posts.PostInput;
import blog.support.Sql;
import blog.support.TestDatabase;
import blog.users.NewUser;
import blog.users.ProfileEdit;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values that pass the service's checks pass the database's: any other would be an internal error. */
class ChecksAgainstSchemaTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());

    @Test
    void noTextPassesTheServiceAndFailsTheDatabase() throws SQLException {
        var wrong = new ArrayList<String>();
        try (var connection = SQL.connect()) {
            connection.setAutoCommit(false);
            SQL.run("insert into users (username, email, password_hash) values ('seed', 'seed@example.org', 'x')");
            for (var codePoint : interesting()) {
                var text = Character.toString(codePoint);
                for (var title : List.of(text, text + text, " " + text, "a" + text, text + "a", "a" + text + "a")) {
                    compare(connection, title, wrong);
                }
                for (var name : List.of(text, "a" + text, text + "a", "a" + text + "a")) {
                    compareUser(connection, name, wrong);
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    /** All of the first plane's controls, spaces, formats and marks, some letters, and what lies around the edges. */
    private static List<Integer> interesting() {
        var odd = IntStream.rangeClosed(0, 0xFFFF).filter(it -> switch (Character.getType(it)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SPACE_SEPARATOR,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE -> it < 0xD800 || it > 0xDFFF || it % 512 == 0;
            default -> it < 0x250 || it % 997 == 0;
        });
        return Stream.concat(
                        odd.boxed(),
                        Stream.of(0x180E, 0x2800, 0x3164, 0xFEFF, 0xFFFE, 0xFFFF, 0x1F600, 0xE0001, 0x10FFFF))
                .toList();
    }

    private static void compare(Connection connection, String title, List<String> wrong) throws SQLException {
        var faults = post(title, title).faults();
        if (!faults.containsKey("title") && !accepts(connection, insertPost(), title, "c")) {
            wrong.add("title " + codes(title));
        }
        if (!faults.containsKey("content") && !accepts(connection, insertPost(), "t", title)) {
            wrong.add("content " + codes(title));
        }
        if (!bioFaults(title) && !accepts(connection, "update users set bio = ?", title)) {
            wrong.add("bio " + codes(title));
        }
    }

    /** A post with a title, and the same text in every other member it has. */
    private static PostInput post(String title, String others) {
        var members = Stream.of(PostInput.class.getRecordComponents())
                .map(each -> PatchMember.to(each.getName().equals("title") ? title : others))
                .toArray();
        return RecordConstructor.create(PostInput.class, members);
    }

    private static boolean bioFaults(String bio) {
        return !new ProfileEdit(PatchMember.none(), PatchMember.none(), PatchMember.to(bio), null)
                .faults()
                .isEmpty();
    }

    private static String insertPost() {
        return "insert into posts (title, content, user_id) select ?, ?, min(id) from users";
    }

    private static void compareUser(Connection connection, String name, List<String> wrong) throws SQLException {
        var email = name + "@" + name;
        var faults = new NewUser(name, email, "password").faults();
        if (!faults.containsKey("username") && !accepts(connection, insertUser(), name, "a@b")) {
            wrong.add("username " + codes(name));
        }
        if (!faults.containsKey("email") && !accepts(connection, insertUser(), "a", email)) {
            wrong.add("email " + codes(email));
        }
    }

    private static String insertUser() {
        return "insert into users (username, email, password_hash) values (?, ?, 'x')";
    }

    private static boolean accepts(Connection connection, String insert, String... values) throws SQLException {
        try (var statement = connection.prepareStatement(insert)) {
            for (int i = 0; i < values.length; i++) statement.setString(i + 1, values[i]);
            statement.execute();
            return true;
        } catch (SQLException refused) {
            return false;
        } finally {
            connection.rollback();
        }
    }

    private static String codes(String text) {
        return text.codePoints().mapToObj("U+%04X"::formatted).toList().toString();
    }

    @Test
    void blankIsWhatUnicodeCallsWhiteSpace() {
        for (var blank : List.of(
                "",
                " ",
                "\t\n\r\u000b\f",
                "\u0085",
                "\u00a0",
                "\u2003",
                "\u2007",
                "\u202f",
                "\u2028",
                "\u2029",
                "\u3000",
                "\u1680",
                "\u205f")) {
            assertThat(post(blank, "b").faults()).as(codes(blank)).containsOnlyKeys("title");
        }
        for (var seen : List.of("a", ".", "\u200b", "\u180e", "\ufeff", "😀", " a ")) {
            assertThat(post(seen, "b").faults()).as(codes(seen)).isEmpty();
        }
    }

    @Test
    void aBlankBioIsRefusedByTheDatabaseToo() throws SQLException {
        SQL.run("insert into users (username, email, password_hash) values ('bio', 'bio@example.org', 'x')");
        try (var connection = SQL.connect()) {
            connection.setAutoCommit(false);
            for (var blank : List.of("", " ", "\n", "\u00a0", "\u3000")) {
                assertThat(accepts(connection, "update users set bio = ?", blank))
                        .as(codes(blank))
                        .isFalse();
            }
        }
    }

    @Test
    void aTitleIsOneLine() throws SQLException {
        SQL.run("insert into users (username, email, password_hash) values ('line', 'line@example.org', 'x')");
        try (var connection = SQL.connect()) {
            connection.setAutoCommit(false);
            for (var bad : List.of("\n", "\r\n", "\t", "\u001b", "\u007f", "\u0085", "\u009f", "\u2028", "\u2029")) {
                for (var title : List.of("a" + bad, bad + "a", "a" + bad + "a")) {
                    assertThat(post(title, title).faults()).as(codes(title)).containsOnlyKeys("title");
                    assertThat(accepts(connection, insertPost(), title, title))
                            .as(codes(title))
                            .isFalse();
                }
            }
            for (var good : List.of("a b", " a ", "a\u00a0b", "\u200d", "\u00ad")) {
                assertThat(accepts(connection, insertPost(), good, "c"))
                        .as(codes(good))
                        .isTrue();
            }
        }
    }

    @Test
    void aNameOrAddressThatEndsInALineBreakIsRefused() {
        for (var end : List.of("\n", "\r\n", "\u0085", "\u2028", "\u2029", "\r")) {
            assertThat(new NewUser("ann" + end, "ann@example.org" + end, "password").faults())
                    .as(codes(end))
                    .containsOnlyKeys("username", "email");
        }
    }

    @Test
    void aUsernameFitsIntoAnAddress() {
        for (var bad : List.of("a/b", "@a", "a?b", "a#b", "a%b", "a b", "a\u00a0b")) {
            assertThat(new NewUser(bad, "a@b", "password").faults()).as(bad).containsOnlyKeys("username");
        }
        for (var good : List.of("a", "1", "Émile", "李", "o'neil", "a.b-c_d", "a;b", "a\\b", "..", "a+b", "a&b=c")) {
            assertThat(new NewUser(good, "a@b", "password").faults()).as(good).isEmpty();
        }
    }
}
