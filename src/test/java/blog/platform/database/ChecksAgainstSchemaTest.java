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
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Values that pass the service's checks pass the database's: any other would be an internal error. */
class ChecksAgainstSchemaTest {
    private static final Sql SQL = new Sql(TestDatabase.fresh());
    private static final List<String> UNSEEN = List.of(
            "ann\u200b",
            "\u202eann",
            "a\u00adnn",
            "e\u0301mile",
            "\u3164",
            "a\u200db",
            "👩\u200d",
            "\u200d👩",
            "👩\u200d\u200d👩",
            "🏴\udb40\udc67\udb40\udc62",
            "a\udb40\udc67\udb40\udc7f",
            "\u212bke");
    private static final List<String> SEEN = List.of(
            "émile",
            "👨\u200d👩\u200d👧\u200d👦",
            "👩🏽\u200d🚀",
            "🏳\ufe0f\u200d🌈",
            "❤\ufe0f\u200d🔥",
            "🇩🇪🇫🇷",
            "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
            "🏴\udb40\udc66\udb40\udc72\udb40\udc37\udb40\udc35\udb40\udc7f",
            "1\ufe0f\u20e3",
            "عربي",
            "עברית",
            "हिन्दी",
            "Åke");

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
        for (var seen : List.of("a", ".", "😀", " a ")) {
            assertThat(post(seen, "b").faults()).as(codes(seen)).isEmpty();
        }
        for (var unseen : List.of("\u200b", "\u180e", "\ufeff")) {
            assertThat(post("t", unseen).faults()).as(codes(unseen)).isEmpty();
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
            for (var good : List.of("a b", " a ", "a\u00a0b", "\u0640", "\u05be")) {
                assertThat(accepts(connection, insertPost(), good, "c"))
                        .as(codes(good))
                        .isTrue();
            }
        }
    }

    /** The lists in the function are written by hand: PostgreSQL does not know Unicode's categories, as Java does. */
    @Test
    void theDatabaseTakesTheSameCharactersForInvisible() {
        var invisible = characters()
                .filter(it -> VisibleText.faults(Character.toString(it)).stream()
                        .anyMatch(fault -> fault.startsWith(VisibleText.VISIBLE)))
                .mapToObj(Integer::toString)
                .toList();
        assertThat(invisible).hasSizeGreaterThan(150);
        assertThat(charactersWhere("visible_nfc(chr(i)) = ''")).isEqualTo(invisible);
    }

    @Test
    void theDatabaseTakesTheSameCharactersForComposed() {
        var composed = characters()
                .filter(it -> Normalizer.isNormalized(Character.toString(it), Normalizer.Form.NFC))
                .mapToObj(Integer::toString)
                .toList();
        assertThat(charactersWhere("chr(i) is nfc normalized")).isEqualTo(composed);
    }

    @Test
    void whatTheServiceTakesForAnEmojiTheDatabaseDoesToo() {
        var joined = characters()
                .filter(it -> VisibleText.faults("😀\u200d" + Character.toString(it) + "\u200d😀")
                        .isEmpty())
                .mapToObj(Integer::toString)
                .toList();
        assertThat(joined).hasSizeGreaterThan(3000);
        var inDatabase = "concat('😀', chr(8205), chr(i), chr(8205), '😀')";
        assertThat(charactersWhere("visible_nfc(" + inDatabase + ") = " + inDatabase))
                .containsAll(joined)
                .hasSizeLessThan(joined.size() + 2000);
    }

    /** The planes with emoji and with tags; the others hold ideographs, and what is private or not assigned. */
    private static IntStream characters() {
        return IntStream.concat(IntStream.range(1, 0x20000), IntStream.range(0xE0000, 0xE1000))
                .filter(it -> it < Character.MIN_SURROGATE || it > Character.MAX_SURROGATE);
    }

    /** The same ones, as the database sees them. */
    private static List<String> charactersWhere(String condition) {
        return SQL.column(
                "select i from (select generate_series(1, 55295) union all select generate_series(57344, 131071)"
                        + " union all select generate_series(917504, 921599)) as characters (i) where " + condition
                        + " order by i");
    }

    @Test
    void theDatabaseRefusesWhatTheServiceRefusesInALine() throws SQLException {
        SQL.run("insert into users (username, email, password_hash) values ('seen', 'seen@example.org', 'x')");
        try (var connection = SQL.connect()) {
            connection.setAutoCommit(false);
            for (var line : UNSEEN) {
                assertThat(VisibleText.faults(line)).as(codes(line)).isNotEmpty();
                assertThat(accepts(connection, insertPost(), line, "c"))
                        .as(codes(line))
                        .isFalse();
                assertThat(accepts(connection, insertUser(), line, "a@b"))
                        .as(codes(line))
                        .isFalse();
                assertThat(accepts(connection, insertUser(), "a", line + "@b"))
                        .as(codes(line))
                        .isFalse();
            }
            for (var line : SEEN) {
                assertThat(VisibleText.faults(line)).as(codes(line)).isEmpty();
                assertThat(accepts(connection, insertPost(), line, "c"))
                        .as(codes(line))
                        .isTrue();
                assertThat(accepts(connection, insertUser(), line, "a@b"))
                        .as(codes(line))
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
