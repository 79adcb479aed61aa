package blog.users;

import static org.assertj.core.api.Assertions.assertThat;

import blog.support.Client;
import blog.support.TestBlog;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and titles that could pass for others are refused, by the name of the field and the rule. */
class VisibleNamesTest {
    @AutoClose
    private static TestBlog blog;

    private static Client anyone;
    private static Client ann;

    @BeforeAll
    static void start() {
        blog = TestBlog.start();
        anyone = blog.client();
        ann = anyone.member();
    }

    @ParameterizedTest
    @CsvSource({
        "'ann\u200b', must not contain invisible characters such as U+200B",
        "'\u202enna', must not contain invisible characters such as U+202E",
        "'a\u2066nn\u2069', must not contain invisible characters such as U+2066",
        "'an\u00adn', must not contain invisible characters such as U+00AD",
        "'ann\ufeff', must not contain invisible characters such as U+FEFF",
        "'a\u200dnn', must not contain invisible characters such as U+200D",
        "'\u3164', must not contain invisible characters such as U+3164",
        "'e\u0301mile', must be in the Unicode normalization form NFC",
        "'\u212bke', must be in the Unicode normalization form NFC",
    })
    void whatCouldPassForAnotherIsRefused(String line, String rule) {
        var account = Map.of("username", line, "email", line + "@example.org", "password", Client.PASSWORD);
        anyone.post("/api/users", account).is(422).faults("username", rule).faults("email", rule);
        ann.patch("/api/me", Map.of("username", line)).is(422).faults("username", rule);
        var post = Map.of("title", line, "content", line);
        ann.post("/api/posts", post).is(422).faults("title", rule).hasNo("errors.content");
        ann.patch(ann.writes("Hello"), Map.of("title", line)).is(422).faults("title", rule);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        ann.post("/api/posts", Map.of("title", "e\u0301\u200b\n", "content", "c"))
                .is(422)
                .faults("title", "must not contain line breaks")
                .faults("title", "must not contain invisible characters such as U+200B")
                .faults("title", "must be in the Unicode normalization form NFC");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "émile",
                "👨\u200d👩\u200d👧\u200d👦",
                "👩🏽\u200d🚀",
                "🏳\ufe0f\u200d🌈",
                "🇩🇪",
                "🏴\udb40\udc67\udb40\udc62\udb40\udc65\udb40\udc6e\udb40\udc67\udb40\udc7f",
                "عربي",
                "עברית",
                "李",
            })
    void whatCanBeSeenIsTaken(String line) {
        var member = anyone.member(line);
        anyone.get("/api/users/@" + URLEncoder.encode(line, StandardCharsets.UTF_8))
                .is(200)
                .has("id", member.id())
                .has("username", line);
        anyone.get(member.writes(line)).is(200).has("title", line);
        assertThat(anyone.get("/api/posts?author=@" + URLEncoder.encode(line, StandardCharsets.UTF_8))
                        .texts("items", "title"))
                .containsExactly(line);
    }
}
