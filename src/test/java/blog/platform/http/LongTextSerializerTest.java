package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class LongTextSerializerTest {
    private static final JsonMapper JACKSON = JsonMapper.shared();

    @Test
    void writesEachCharacterAsJacksonDoesWhereverItStands() {
        for (int character = 0; character < 0x180; character++) {
            for (int at = 56; at < 80; at++) {
                var text = "x".repeat(at) + Character.toString(character) + "y".repeat(80 - at);
                assertThat(written(text)).isEqualTo(JACKSON.writeValueAsString(text));
            }
        }
    }

    @Test
    void writesAnyMixtureAsJacksonDoes() {
        var random = new Random(7);
        for (int round = 0; round < 2_000; round++) {
            var text = random.ints(random.nextInt(200), 0, 90)
                    .map(number -> number == 0 ? 0x1F600 : number == 1 ? 'é' : number == 2 ? '\\' : number + 5)
                    .mapToObj(Character::toString)
                    .collect(Collectors.joining());
            assertThat(written(text)).isEqualTo(JACKSON.writeValueAsString(text));
        }
    }

    @Test
    void copiesNothingWhereNothingIsEscaped() {
        var text = "Ein Fuß, und noch einer: ¼ — 😀 \u007f".getBytes(StandardCharsets.UTF_8);
        assertThat(LongTextSerializer.escaped(text)).isSameAs(text);
    }

    private static String written(String text) {
        return new String(Json.write(text), StandardCharsets.UTF_8);
    }
}
