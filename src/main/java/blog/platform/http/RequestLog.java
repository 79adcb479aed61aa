package blog.platform.http;

import blog.platform.input.Viewer;
import io.javalin.http.Context;
import io.javalin.router.Endpoint;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs one line per request, once it has been answered. */
final class RequestLog {
    private static final Logger LOG = LoggerFactory.getLogger("blog.requests");

    private RequestLog() {}

    static void write(Context ctx, String route, float milliseconds) {
        if (!LOG.isInfoEnabled()) return;
        LOG.atInfo()
                .addKeyValue("method", ctx.method())
                .addKeyValue("route", route)
                .addKeyValue("status", ctx.statusCode())
                .addKeyValue("ms", Math.round(milliseconds * 10) / 10.0)
                .addKeyValue("id", RequestId.of(ctx))
                .addKeyValue("user", user(RequestReaders.viewer(ctx)))
                .log("answered");
    }

    /** Returns the route as the table has it: not that of the handler which runs last, after the route's own. */
    static String route(Context ctx) {
        @Nullable Endpoint route = ctx.endpoints().lastHttpEndpoint();
        return route == null ? ctx.endpoint().path : route.path;
    }

    private static String user(Viewer viewer) {
        return switch (viewer) {
            case Viewer.Anonymous() -> "-";
            case Viewer.Member member -> Long.toString(member.id());
        };
    }

    /** Of a request that reached no route; what it asked for may not even be readable. */
    static void write(@Nullable String method, int status, String id) {
        LOG.atInfo()
                .addKeyValue("method", method == null ? "-" : method)
                .addKeyValue("route", "-")
                .addKeyValue("status", status)
                .addKeyValue("id", id)
                .log("refused");
    }
}
