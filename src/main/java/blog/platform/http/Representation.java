package blog.platform.http;

import blog.platform.config.HeapPlan;
import blog.platform.input.Confidential;
import blog.platform.input.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * An answer written out, which several requests may share.
 *
 * @param tag the ETag; empty for a page, which has none
 * @param next the address of the next page; empty where there is none
 * @param confidential whether nobody may keep it
 * @param memory what its body takes until everybody has read it; null where it is small
 */
record Representation(byte[] body, String tag, String next, boolean confidential, ByteBudget.@Nullable Shared memory) {
    /** For large answers that wait for their readers. */
    static final ByteBudget UNREAD = new ByteBudget(HeapPlan.ofThisProcess().answers());

    /** What a connection takes at once, so that nobody waits for its reader. */
    private static final int SMALL = 1 << 14;

    static Representation of(Versioned resource) {
        var body = Json.write(resource);
        var tag = EntityTag.of(resource.version(), body);
        return new Representation(body, tag, "", isConfidential(resource), memory(body));
    }

    static Representation of(Object page, @Nullable String next) {
        var body = Json.write(page);
        return new Representation(body, "", next == null ? "" : next, isConfidential(page), memory(body));
    }

    static ByteBudget.@Nullable Shared memory(byte[] body) {
        return body.length <= SMALL ? null : UNREAD.share(body.length);
    }

    static boolean isConfidential(Object value) {
        return value instanceof Confidential answer && answer.confidential();
    }
}
