package blog.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.page.KeysetKey;
import blog.platform.problem.Problem;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class PageCursorTest {
    private static final String LIST = "/api/posts{}";

    @Test
    void aKeyComesBackAsItWas() {
        for (var key : new KeysetKey[] {
            new KeysetKey(0, 1),
            new KeysetKey(Integer.MAX_VALUE, Long.MAX_VALUE),
            KeysetKey.of(Instant.parse("0000-01-01T00:00:00Z"), 1),
            KeysetKey.of(Instant.parse("9999-12-31T23:59:59.999999Z"), 7),
        }) {
            assertThat(PageCursor.read(LIST, PageCursor.write(LIST, key))).isEqualTo(key);
        }
    }

    @Test
    void anInstantKeepsItsMicroseconds() {
        var instant = Instant.parse("2026-03-01T09:00:00.123456Z");
        assertThat(KeysetKey.of(instant, 1).instant()).isEqualTo(instant);
        var before1970 = Instant.parse("1969-12-31T23:59:59.999999Z");
        assertThat(KeysetKey.of(before1970, 1).instant()).isEqualTo(before1970);
    }

    @Test
    void everyChangeIsNoticed() {
        var cursor = PageCursor.write(LIST, new KeysetKey(5, 6));
        for (int i = 0; i < cursor.length(); i++) {
            var other = cursor.charAt(i) == 'A' ? 'Q' : 'A';
            var changed = cursor.substring(0, i) + other + cursor.substring(i + 1);
            assertThatThrownBy(() -> PageCursor.read(LIST, changed)).isInstanceOf(Problem.class);
        }
        assertThatThrownBy(() -> PageCursor.read("/api/users{}", cursor)).isInstanceOf(Problem.class);
    }

    /** The digest has no secret, so one may well be made by hand; it must lead to no error of the database. */
    @Test
    void aForgedKeyThatNoRowCanHaveIsRefused() {
        for (var value : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 253_402_300_800_000_000L}) {
            assertThatThrownBy(() -> PageCursor.read(LIST, PageCursor.write(LIST, new KeysetKey(value, 1))))
                    .isInstanceOf(Problem.class);
        }
    }
}
