package blog.platform.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lets pages of other origins call the API from a browser (the CORS protocol of the Fetch standard). */
final class Cors {
    private static final String SENT = "Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id";
    private static final String READ = "ETag, Link, Location, Retry-After, X-Request-Id";
    private static final String SECONDS = "600";

    private final Set<String> origins;

    Cors(Set<String> origins) {
        this.origins = origins;
    }

    void allow(Context ctx) {
        if (origins.isEmpty()) return;
        ctx.res().addHeader(Header.VARY, Header.ORIGIN);
        var origin = ctx.header(Header.ORIGIN);
        if (origin == null || !isAllowed(origin)) return;
        ctx.header(Header.ACCESS_CONTROL_ALLOW_ORIGIN, origin);
        ctx.header(Header.ACCESS_CONTROL_EXPOSE_HEADERS, READ);
        ctx.header("Cross-Origin-Resource-Policy", "cross-origin");
    }

    void preflight(Context ctx, String methods) {
        if (!isAllowed(ctx.header(Header.ORIGIN)) || ctx.header(Header.ACCESS_CONTROL_REQUEST_METHOD) == null) return;
        ctx.header(Header.ACCESS_CONTROL_ALLOW_METHODS, methods);
        ctx.header(Header.ACCESS_CONTROL_ALLOW_HEADERS, SENT);
        ctx.header(Header.ACCESS_CONTROL_MAX_AGE, SECONDS);
    }

    private boolean isAllowed(@Nullable String origin) {
        return origin != null && origins.contains(origin.toLowerCase(Locale.ROOT));
    }
}
