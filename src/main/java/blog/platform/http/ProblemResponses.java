package blog.platform.http;

import blog.platform.input.Description;
import blog.platform.problem.Problem;
import com.fasterxml.jackson.annotation.JsonInclude;
import io.javalin.http.Context;
import io.javalin.http.Header;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import io.javalin.router.EndpointNotFound;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes errors as {@code application/problem+json} (RFC 9457). */
public final class ProblemResponses {
    public static final String MEDIA_TYPE = "application/problem+json";
    static final String RETRY_SECONDS = "1";
    private static final String INTERNAL = "Internal error; the log has details under the request id.";
    private static final Logger LOG = LoggerFactory.getLogger(ProblemResponses.class);

    private ProblemResponses() {}

    /** The members of RFC 9457, and for field faults what is wrong with each field. */
    public record Details(
            @Description("The kind of problem, as a URN.") String type,

            @Description("The phrase for the status.") String title,
            @Description("The HTTP status.") int status,
            @Description("What is wrong, in a sentence.") String detail,

            @Description("The id of the request, as in the header X-Request-Id and in the log.")
            String instance,

            @Description("The errors of each member or parameter.") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Map<String, List<String>> errors) {}

    /** A refusal that is about HTTP itself, and not about the blog. */
    static HttpResponseException refused(HttpStatus status, String sentence) {
        return new HttpResponseException(status.getCode(), sentence, Map.of());
    }

    static HttpStatus status(Problem.Kind kind) {
        return switch (kind) {
            case MALFORMED -> HttpStatus.BAD_REQUEST;
            case UNAUTHENTICATED -> HttpStatus.UNAUTHORIZED;
            case FORBIDDEN -> HttpStatus.FORBIDDEN;
            case NOT_FOUND -> HttpStatus.NOT_FOUND;
            case TAKEN -> HttpStatus.CONFLICT;
            case STALE -> HttpStatus.PRECONDITION_FAILED;
            case INVALID -> HttpStatus.UNPROCESSABLE_CONTENT;
            case BUSY -> HttpStatus.SERVICE_UNAVAILABLE;
        };
    }

    static void answer(Problem problem, Context ctx) {
        var status = status(problem.kind());
        if (status == HttpStatus.UNAUTHORIZED) ctx.header(Header.WWW_AUTHENTICATE, "Bearer");
        if (status == HttpStatus.SERVICE_UNAVAILABLE) ctx.header(Header.RETRY_AFTER, RETRY_SECONDS);
        var sentence = String.valueOf(problem.getMessage());
        answer(ctx, status, problem.kind().name(), sentence, problem.faults().isEmpty() ? null : problem.faults());
    }

    static void answer(HttpResponseException fault, Context ctx) {
        var status = HttpStatus.forStatus(fault.getStatus());
        var sentence =
                fault instanceof EndpointNotFound ? "There is no such path." : String.valueOf(fault.getMessage());
        answer(ctx, status, status.name(), sentence, null);
    }

    static void answer(Exception unexpected, Context ctx) {
        LOG.atError().setCause(unexpected).log("request {} failed", RequestId.of(ctx));
        answer(ctx, HttpStatus.INTERNAL_SERVER_ERROR, "INTERNAL", INTERNAL, null);
    }

    /** For errors of the JVM, a stack overflow among them, which Javalin hands over without the context. */
    static void answer(HttpServletResponse response, Error error) {
        var id = String.valueOf(response.getHeader(RequestId.HEADER));
        LOG.atError().setCause(error).log("request {} failed", id);
        if (response.isCommitted()) return;
        var status = HttpStatus.INTERNAL_SERVER_ERROR;
        var details = new Details("urn:problem:internal", status.getMessage(), status.getCode(), INTERNAL, id, null);
        response.setStatus(status.getCode());
        response.setContentType(MEDIA_TYPE);
        try {
            response.getOutputStream().write(Json.write(details));
        } catch (IOException gone) {
            LOG.debug("the client has gone before the response to request {}", id, gone);
        }
    }

    private static void answer(
            Context ctx, HttpStatus status, String kind, String detail, @Nullable Map<String, List<String>> errors) {
        // A second answer after the beginning of the first would be read as part of it.
        if (ctx.res().isCommitted()) return;
        var type = "urn:problem:" + kind.toLowerCase(Locale.ROOT).replace('_', '-');
        var details = new Details(type, status.getMessage(), status.getCode(), detail, RequestId.of(ctx), errors);
        ctx.status(status).contentType(MEDIA_TYPE).result(Json.write(details));
    }
}
