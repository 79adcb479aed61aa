package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.page.Key;
import blog.platform.problem.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CursorTest {
    private static final String LIST = "/api/posts{}";

    @Test
    void aKeyComesBackAsItWas() {
        for (var key : new Key[] {
            new Key(0, 1),
            new Key(Integer.MAX_VALUE, Long.MAX_VALUE),
            Key.of(Instant.parse("0000-01-01T00:00:00Z"), 1),
            Key.of(Instant.parse("9999-12-31T23:59:59.999999Z"), 7),
        }) assertThat(Cursor.read(LIST, Cursor.write(LIST, key))).isEqualTo(key);
    }

    @Test
    void anInstantKeepsItsMicroseconds() {
        var instant = Instant.parse("2026-03-01T09:00:00.123456Z");
        assertThat(Key.of(instant, 1).instant()).isEqualTo(instant);
        var before1970 = Instant.parse("1969-12-31T23:59:59.999999Z");
        assertThat(Key.of(before1970, 1).instant()).isEqualTo(before1970);
    }

    @Test
    void everyChangeIsNoticed() {
        var cursor = Cursor.write(LIST, new Key(5, 6));
        for (int i = 0; i < cursor.length(); i++) {
            var other = cursor.charAt(i) == 'A' ? 'Q' : 'A';
            var changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThatThrownBy(() -> Cursor.read(LIST, changed)).isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() -> Cursor.read("/api/users{}", cursor)).isInstanceOf(Problem.class);
    }

    /** The digest has no secret, so one may well be made by hand; it must lead to no error of the database. */
    @Test
    void aForgedKeyThatNoRowCanHaveIsRefused() {
        for (var value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000_000L})
            assertThatThrownBy(() -> Cursor.read(LIST, Cursor.write(LIST, new Key(value, 1))))
                    .isInstanceOf(Problem.class);
    }
}
