package blog.platform.http;

import blog.platform.config.HeapPlan;
import blog.platform.http.TransferDeadlines.Transfer;
import blog.platform.input.Viewer;
import blog.platform.problem.Problem;
import blog.platform.problem.Refusal;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Reads bodies within limits. Anonymous callers may send little, members one large body at a time. The part of a large body
 * that has arrived counts against a share of the heap; what has not arrived yet holds nothing, and a body that arrives too
 * slowly is given up.
 */
final class BodyLimiter {
    /** Several times what logging in and registering need. */
    static final int SMALL = 1 << 14;

    /** More than any request needs; a proxy in front may allow less. */
    static final int MAXIMUM = 1 << 20;

    static final ByteBudget LARGE = new ByteBudget(HeapPlan.ofThisProcess().bodies());

    private static final int PIECE = 1 << 16;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final int MOST_DISCARDED = 2 * MAXIMUM;
    private static final Set<Long> SENDERS = ConcurrentHashMap.newKeySet();

    private BodyLimiter() {}

    /**
     * Makes something of the whole body. While more of it is to come, the request has no place among those that are
     * worked on.
     */
    static <T> T read(Context ctx, Function<byte[], T> parser) {
        var most = RequestReaders.viewer(ctx) instanceof Viewer.Member ? MAXIMUM : SMALL;
        var announced = ctx.req().getContentLengthLong();
        if (announced > most) throw tooLarge(most);
        if (!hasArrived(ctx, announced)) Admission.leave(ctx);
        try (var transfer = TransferDeadlines.ofBody(ctx, announced < 0 ? most : announced)) {
            // The length may be unknown (chunked), so what is read is what counts.
            var body = ctx.bodyInputStream();
            var start = bytes(body, SMALL + 1, transfer);
            if (start.length <= SMALL) return parsed(ctx, start, parser);
            if (RequestReaders.viewer(ctx) instanceof Viewer.Member member) {
                return large(ctx, member, start, body, transfer, parser);
            }
            throw tooLarge(most);
        }
    }

    private static boolean hasArrived(Context ctx, long announced) {
        try {
            return announced >= 0 && ctx.bodyInputStream().available() >= announced;
        } catch (IOException gone) {
            throw Problem.malformed("The body ended too early.");
        }
    }

    private static <T> T parsed(Context ctx, byte[] body, Function<byte[], T> parser) {
        Admission.enterAgain(ctx);
        return parser.apply(body);
    }

    private static <T> T large(
            Context ctx,
            Viewer.Member member,
            byte[] start,
            InputStream body,
            Transfer transfer,
            Function<byte[], T> parser) {
        if (!SENDERS.add(member.id())) throw busy("Another large request of yours is being read just now.");
        try (var held = LARGE.hold()) {
            var whole = new ByteArrayOutputStream(2 * SMALL);
            for (var piece = start; piece.length > 0; piece = bytes(body, PIECE, transfer)) {
                if (whole.size() + piece.length > MAXIMUM) throw tooLarge(MAXIMUM);
                if (!held.take(piece.length, WAIT)) {
                    throw busy("Too many large requests are being read just now; try again in a moment.");
                }
                whole.writeBytes(piece);
            }
            return parsed(ctx, whole.toByteArray(), parser);
        } finally {
            SENDERS.remove(member.id());
        }
    }

    private static byte[] bytes(InputStream body, int most, Transfer transfer) {
        try {
            return body.readNBytes(most);
        } catch (IOException gone) {
            if (transfer.isLate()) {
                throw ProblemResponses.refused(HttpStatus.REQUEST_TIMEOUT, "The body arrived too slowly.");
            }
            throw Problem.malformed("The body ended too early.");
        }
    }

    private static Problem busy(String sentence) {
        return Problem.busy(Refusal.LARGE_BODIES, sentence);
    }

    private static HttpResponseException tooLarge(int most) {
        return ProblemResponses.refused(
                HttpStatus.CONTENT_TOO_LARGE, "The body must be at most %d bytes.".formatted(most));
    }

    /**
     * Reads what is left of a body that nobody wanted and forgets it: a connection closed in the middle of it would be reset,
     * and the client, still sending, might never see why it was refused (RFC 9112, section 9.6). A client that waits for
     * "100 Continue" sends nothing more, and one that announces far too much is cut off.
     */
    static void discardRest(Context ctx) {
        var announced = ctx.req().getContentLengthLong();
        var isChunked = ctx.header(Header.TRANSFER_ENCODING) != null;
        if (announced <= 0 && !isChunked || announced > MOST_DISCARDED || ctx.header("Expect") != null) return;
        Admission.leave(ctx);
        try (var transfer = TransferDeadlines.ofBody(ctx, MAXIMUM)) {
            var body = ctx.req().getInputStream();
            for (int rest = MOST_DISCARDED; rest > 0 && !transfer.isLate(); ) {
                var skipped = body.readNBytes(Math.min(rest, SMALL)).length;
                if (skipped == 0) return;
                rest -= skipped;
            }
        } catch (IOException gone) {
            // Whoever stopped sending does not mind that nobody reads.
        }
    }
}
