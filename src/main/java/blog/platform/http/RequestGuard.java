package blog.platform.http;

import blog.platform.input.Viewer;
import blog.platform.problem.Problem;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jetty.http.QuotedQualityCSV;
import org.jspecify.annotations.Nullable;

/** Checks every request before its handler: authentication, access, and that it holds only what the route knows. */
final class RequestGuard {
    private static final List<String> SCHEMES = List.of("Bearer ", "Token ");

    private final Function<String, Optional<Viewer.Member>> members;

    /** @param members finds the member whose token this is */
    RequestGuard(Function<String, Optional<Viewer.Member>> members) {
        this.members = members;
    }

    void admit(Context ctx, Route route) {
        if (route.access() == Access.OPERATOR) return;
        var member = member(ctx.header(Header.AUTHORIZATION));
        if (member.isPresent()) {
            RequestReaders.member(ctx, member.get());
        } else if (route.access() == Access.MEMBER) {
            throw Problem.unauthenticated("Log in first, and send the session's token as Authorization: Bearer.");
        }
        requireAcceptable(ctx, route.mediaType());
        QueryValidator.check(ctx, route);
    }

    private Optional<Viewer.Member> member(@Nullable String authorization) {
        if (authorization == null) return Optional.empty();
        for (var scheme : SCHEMES) {
            if (authorization.regionMatches(true, 0, scheme, 0, scheme.length())) {
                var member =
                        members.apply(authorization.substring(scheme.length()).strip());
                if (member.isPresent()) return member;
            }
        }
        throw Problem.unauthenticated("The token is unknown, or its session has ended.");
    }

    private static void requireAcceptable(Context ctx, String served) {
        var accept = ctx.header(Header.ACCEPT);
        if (accept == null || accept.isBlank() || accept.equals("*/*") || served.equals("*/*")) return;
        var ranges = new QuotedQualityCSV();
        ranges.addValue(accept);
        if (ranges.getValues().stream().anyMatch(range -> isIn(range, served))) return;
        throw ProblemResponses.refused(HttpStatus.NOT_ACCEPTABLE, "Responses are " + served + ".");
    }

    private static boolean isIn(String range, String served) {
        var type = range.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return type.equals("*/*")
                || type.equals(served)
                || type.equals(served.substring(0, served.indexOf('/')) + "/*")
                || type.equals(ProblemResponses.MEDIA_TYPE);
    }
}
