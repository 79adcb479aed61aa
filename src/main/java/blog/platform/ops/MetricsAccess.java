package blog.platform.ops;

import blog.platform.config.Settings;
import blog.platform.http.LocalRequests;
import blog.platform.problem.Problem;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Decides who may read the metrics. For others there are none, or they are told to send the token. */
public sealed interface MetricsAccess {
    /** @throws Problem when the sender of this request may not */
    void require(Context ctx);

    /** Returns who may read them on the port of the service: nobody, where they have one of their own or others may come. */
    static Optional<MetricsAccess> onPort(Settings settings) {
        var metrics = settings.metrics();
        if (metrics.port().isPresent()) return Optional.empty();
        if (metrics.token().isPresent()) return metrics.token().map(WithToken::new);
        var server = settings.server();
        return server.isLoopback() && !server.isProxied() ? Optional.of(new FromThisMachine()) : Optional.empty();
    }

    /** Returns who may read them on a port of their own, where there is one. */
    static MetricsAccess onOwnPort(Settings.Metrics metrics) {
        return metrics.token().<MetricsAccess>map(WithToken::new).orElseGet(Anyone::new);
    }

    /** Whoever knows the token, wherever the request comes from. */
    record WithToken(String token) implements MetricsAccess {
        private static final String SCHEME = "Bearer ";

        @Override
        public void require(Context ctx) {
            if (!isToken(ctx.header(Header.AUTHORIZATION))) {
                throw Problem.unauthenticated("Send METRICS_TOKEN as Authorization: Bearer.");
            }
        }

        private boolean isToken(@Nullable String authorization) {
            if (authorization == null) return false;
            var isBearer = authorization.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
            // Takes as long wherever the first difference is.
            return isBearer
                    && MessageDigest.isEqual(
                            bytes(authorization.substring(SCHEME.length()).strip()), bytes(token));
        }

        private static byte[] bytes(String text) {
            return text.getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public String toString() {
            return "WithToken[hidden]";
        }
    }

    /** Programs on this machine, and nobody whom a proxy on it speaks for. */
    record FromThisMachine() implements MetricsAccess {
        @Override
        public void require(Context ctx) {
            if (!LocalRequests.isOne(ctx)) throw Problem.notFound("page " + ctx.path());
        }
    }

    /** Whoever reaches a port of its own. */
    record Anyone() implements MetricsAccess {
        @Override
        public void require(Context ctx) {}
    }
}
