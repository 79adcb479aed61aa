package blog.platform.http;

import io.javalin.http.Context;
import io.javalin.http.Header;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.Request;

/**
 * Tells requests of programs on this machine from others. A proxy on the same machine speaks for others, too, and is known by
 * the headers that proxies add; one that adds none looks like any other program.
 */
public final class LocalRequests {
    private static final List<String> OF_PROXIES = List.of(
            "Forwarded",
            "X-Forwarded-For",
            "X-Forwarded-Host",
            "X-Forwarded-Proto",
            "X-Forwarded-Port",
            "X-Real-IP",
            Header.VIA);

    private static final Set<String> OWN_NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private LocalRequests() {}

    public static boolean isOne(Context ctx) {
        var request = ServletContextRequest.getServletContextRequest(ctx.req());
        return comesFromHere(request)
                && isForHere(request)
                && OF_PROXIES.stream().noneMatch(name -> ctx.header(name) != null);
    }

    private static boolean comesFromHere(Request request) {
        return request.getConnectionMetaData().getRemoteSocketAddress() instanceof InetSocketAddress sender
                && sender.getAddress() != null
                && sender.getAddress().isLoopbackAddress();
    }

    /** A page in a browser on this machine can have its own name lead here, but cannot call itself as this machine does. */
    private static boolean isForHere(Request request) {
        return OWN_NAMES.contains(Request.getServerName(request));
    }
}
