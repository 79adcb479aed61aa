package blog.platform.http;

import blog.platform.input.Confidential;
import blog.platform.input.Versioned;
import org.jspecify.annotations.Nullable;

/**
 * An answer written out, which several requests may share.
 *
 * @param tag the ETag; empty for a page, which has none
 * @param next the address of the next page; empty where there is none
 * @param confidential whether nobody may keep it
 */
record Representation(byte[] body, String tag, String next, boolean confidential) {
    static Representation of(Versioned resource) {
        var body = Json.write(resource);
        return new Representation(body, EntityTag.of(resource.version(), body), "", isConfidential(resource));
    }

    static Representation of(Object page, @Nullable String next) {
        return new Representation(Json.write(page), "", next == null ? "" : next, isConfidential(page));
    }

    static boolean isConfidential(Object value) {
        return value instanceof Confidential answer && answer.confidential();
    }
}
