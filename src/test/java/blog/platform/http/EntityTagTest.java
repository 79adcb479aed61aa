package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntityTagTest {
    @Test
    void aTagIsTheVersionAndADigest() {
        var tag = EntityTag.of(7, bytes("one"));
        assertThat(tag).startsWith("\"7-").isEqualTo(EntityTag.of(7, bytes("one")));
        assertThat(EntityTag.of(7, bytes("two"))).isNotEqualTo(tag);
        assertThat(EntityTag.allowed(tag)).containsExactly(7);
    }

    @Test
    void ifMatchIsAListOfStrongTags() {
        assertThat(EntityTag.allowed(null)).isNull();
        assertThat(EntityTag.allowed(" * ")).isNull();
        assertThat(EntityTag.allowed("\"1-a\" ,\"2-b\", W/\"3-c\", \"x\"")).isEqualTo(List.of(1, 2));
        assertThat(EntityTag.allowed("W/\"3-c\"")).isEmpty();
        for (var bad : List.of("", "x", "1-a", "\"1-a", "\"1-a\" \"2-b\"", "*, \"1-a\"", "w/\"1-a\"")) {
            assertThatThrownBy(() -> EntityTag.allowed(bad)).as(bad).isInstanceOf(Problem.class);
        }
    }

    @Test
    void ifNoneMatchComparesWeakly() {
        assertThat(EntityTag.noneMatches("W/\"1-a\"", "\"1-a\"")).isTrue();
        assertThat(EntityTag.noneMatches("\"0-a\", \"1-a\"", "\"1-a\"")).isTrue();
        assertThat(EntityTag.noneMatches("*", "\"1-a\"")).isTrue();
        assertThat(EntityTag.noneMatches("\"1-b\"", "\"1-a\"")).isFalse();
        assertThat(EntityTag.noneMatches(null, "\"1-a\"")).isFalse();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
