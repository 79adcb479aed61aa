package blog.platform.http;

import blog.platform.input.Viewer;
import blog.platform.problem.Problem;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Limits how many large bodies are read at once, and how much anonymous callers may send: as bytes, characters and
 * tree, a body takes several times its length in memory.
 */
final class BodyLimiter {
    /** Several times what logging in and registering need. */
    static final int SMALL = 1 << 14;

    /** More than any request needs; a proxy in front may allow less. */
    static final int MAXIMUM = 1 << 20;

    private static final int MEMORY_OF_A_LARGE_BODY = 8 * MAXIMUM;

    /** A quarter of the memory is for them. */
    static final int LARGE_AT_ONCE = Math.clamp(Runtime.getRuntime().maxMemory() / 4 / MEMORY_OF_A_LARGE_BODY, 2, 64);

    private static final Semaphore LARGE = new Semaphore(LARGE_AT_ONCE);
    private static final int PATIENCE_MILLIS = 1000;

    private BodyLimiter() {}

    /** Something made of the bytes of a body. */
    interface Reader<T> {
        T read(byte[] bytes);
    }

    /** @throws Problem busy, when too many large bodies are being read */
    static <T> T of(Context ctx, Reader<T> reader) {
        var most = RequestReaders.viewer(ctx) instanceof Viewer.Member ? MAXIMUM : SMALL;
        if (ctx.req().getContentLengthLong() > most) throw tooLarge(most);
        // The length may be unknown (chunked), so what is read is what counts.
        var body = ctx.bodyInputStream();
        var start = bytes(body, SMALL + 1);
        if (start.length <= SMALL) return reader.read(start);
        if (most == SMALL) throw tooLarge(most);
        return oneOfAFew(() -> reader.read(whole(start, body)));
    }

    private static <T> T oneOfAFew(Supplier<T> reading) {
        acquire();
        try {
            return reading.get();
        } finally {
            LARGE.release();
        }
    }

    private static void acquire() {
        try {
            if (LARGE.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
        }
        throw Problem.busy("Too many large requests are being read just now; try again in a moment.");
    }

    private static byte[] whole(byte[] start, InputStream body) {
        var rest = bytes(body, MAXIMUM + 1 - start.length);
        if (start.length + rest.length > MAXIMUM) throw tooLarge(MAXIMUM);
        var whole = new ByteArrayOutputStream(start.length + rest.length);
        whole.writeBytes(start);
        whole.writeBytes(rest);
        return whole.toByteArray();
    }

    private static byte[] bytes(InputStream body, int most) {
        try {
            return body.readNBytes(most);
        } catch (IOException gone) {
            throw Problem.malformed("The body ended too early.");
        }
    }

    private static HttpResponseException tooLarge(int most) {
        return ProblemResponses.refused(
                HttpStatus.CONTENT_TOO_LARGE, "The body must be at most %d bytes.".formatted(most));
    }

    /** Returns the number of large bodies that could still be admitted. */
    static int free() {
        return LARGE.availablePermits();
    }
}
