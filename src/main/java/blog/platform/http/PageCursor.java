package blog.platform.http;

import blog.platform.page.KeysetKey;
import blog.platform.problem.Problem;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.temporal.ValueRange;
import java.util.Arrays;
import java.util.Base64;

/**
 * The opaque form of a {@link KeysetKey}. It carries a digest of itself and of the list it belongs to, so that one
 * that was altered, or taken from another list, is rejected. It is no secret: it leads nowhere a page does not.
 */
final class PageCursor {
    private static final int DIGEST_BYTES = 8;
    private static final int KEY_BYTES = 2 * Long.BYTES;
    /** The microseconds of the years 0 to 9999, which hold every other ordering value as well. */
    private static final ValueRange VALUES = ValueRange.of(-62_167_219_200_000_000L, 253_402_300_799_999_999L);

    private PageCursor() {}

    /** @param list what the list is: its path and filters */
    static String write(String list, KeysetKey key) {
        var bytes = ByteBuffer.allocate(KEY_BYTES + DIGEST_BYTES)
                .putLong(key.value())
                .putLong(key.id());
        bytes.put(digest(list, key));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /** @throws Problem when the cursor was not written for this list */
    static KeysetKey read(String list, String cursor) {
        try {
            var bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.remaining() != KEY_BYTES + DIGEST_BYTES) throw unknown();
            var key = new KeysetKey(bytes.getLong(), bytes.getLong());
            if (!VALUES.isValidValue(key.value()) || !write(list, key).equals(cursor)) throw unknown();
            return key;
        } catch (IllegalArgumentException notBase64) {
            throw unknown();
        }
    }

    private static byte[] digest(String list, KeysetKey key) {
        var sha = EntityTag.sha256();
        sha.update(list.getBytes(StandardCharsets.UTF_8));
        sha.update(ByteBuffer.allocate(KEY_BYTES)
                .putLong(key.value())
                .putLong(key.id())
                .array());
        return Arrays.copyOf(sha.digest(), DIGEST_BYTES);
    }

    private static Problem unknown() {
        return Problem.malformed("The parameter after is not a cursor of this list; take it from next, unchanged.");
    }
}
