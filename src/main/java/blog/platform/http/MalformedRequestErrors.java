package blog.platform.http;

import blog.platform.problem.Refusal;
import java.nio.ByteBuffer;
import java.util.Locale;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Writes problems for requests too malformed to reach a route: a bad request line, a header too long. */
final class MalformedRequestErrors extends ErrorHandler {
    private final RequestMetrics metrics;

    MalformedRequestErrors(RequestMetrics metrics) {
        this.metrics = metrics;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var status = response.getStatus();
        var id = RequestId.create();
        var details = new ProblemResponses.Details(
                "urn:problem:" + kind(status),
                HttpStatus.getMessage(status),
                status,
                detail(request, status),
                id,
                null);
        SecurityHeaders.addTo(response.getHeaders());
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, ProblemResponses.MEDIA_TYPE);
        response.getHeaders().put(RequestId.HEADER, id);
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) {
            response.getHeaders().put(HttpHeader.RETRY_AFTER, ProblemResponses.RETRY_SECONDS);
        }
        if (status < HttpStatus.INTERNAL_SERVER_ERROR_500) metrics.refused(Refusal.MALFORMED);
        RequestLog.write(request.getMethod(), status, id);
        response.write(true, ByteBuffer.wrap(Json.write(details)), callback);
        return true;
    }

    /** As it is called where a route says it. */
    private static String kind(int status) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) return "busy";
        return HttpStatus.getMessage(status).toLowerCase(Locale.ROOT).replace(' ', '-');
    }

    private static String detail(Request request, int status) {
        if (status == HttpStatus.SERVICE_UNAVAILABLE_503) return String.valueOf(request.getAttribute(ERROR_MESSAGE));
        return status < 500 ? "The request cannot be read; see RFC 9112 for its form." : "Something went wrong.";
    }
}
