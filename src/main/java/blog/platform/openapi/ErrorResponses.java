package blog.platform.openapi;

import static io.javalin.http.HttpStatus.BAD_REQUEST;
import static io.javalin.http.HttpStatus.CONTENT_TOO_LARGE;
import static io.javalin.http.HttpStatus.NOT_ACCEPTABLE;
import static io.javalin.http.HttpStatus.NOT_FOUND;
import static io.javalin.http.HttpStatus.PRECONDITION_FAILED;
import static io.javalin.http.HttpStatus.REQUEST_TIMEOUT;
import static io.javalin.http.HttpStatus.SERVICE_UNAVAILABLE;
import static io.javalin.http.HttpStatus.UNAUTHORIZED;
import static io.javalin.http.HttpStatus.UNPROCESSABLE_CONTENT;
import static io.javalin.http.HttpStatus.UNSUPPORTED_MEDIA_TYPE;

import blog.platform.http.ProblemResponses;
import blog.platform.http.Route;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** The error responses of a route, as far as they follow from its kind. */
final class ErrorResponses {
    /** A token can be sent to any route, is looked up in the database, and may be unknown. */
    private static final List<HttpStatus> OF_EVERY_ROUTE =
            List.of(BAD_REQUEST, UNAUTHORIZED, NOT_ACCEPTABLE, UNPROCESSABLE_CONTENT, SERVICE_UNAVAILABLE);

    private final DocumentComponents components;
    private final RecordSchemas types;

    ErrorResponses(DocumentComponents components, RecordSchemas types) {
        this.components = components;
        this.types = types;
    }

    void writeTo(ObjectNode responses, Route route) {
        for (var status : of(route)) responses.set(String.valueOf(status.getCode()), refer(status));
        responses.set("default", refer("Problem", "Any other problem."));
    }

    private static Set<HttpStatus> of(Route route) {
        var statuses = new TreeSet<>(Comparator.comparingInt(HttpStatus::getCode));
        statuses.addAll(OF_EVERY_ROUTE);
        statuses.addAll(route.errors());
        if (route.path().contains("{")) statuses.add(NOT_FOUND);
        if (route.requestBody() != null) {
            statuses.addAll(List.of(REQUEST_TIMEOUT, CONTENT_TOO_LARGE, UNSUPPORTED_MEDIA_TYPE));
        }
        if (isGuardedByVersion(route)) statuses.add(PRECONDITION_FAILED);
        return statuses;
    }

    /** Returns whether the route honours If-Match. */
    static boolean isGuardedByVersion(Route route) {
        return route.isConditional()
                && !route.method().equals(HandlerType.GET)
                && !route.method().equals(HandlerType.POST);
    }

    private ObjectNode refer(HttpStatus status) {
        return refer(name(status), sentence(status));
    }

    private ObjectNode refer(String name, String sentence) {
        return components.refer("responses", name, sentence, () -> response(name, sentence));
    }

    private ObjectNode response(String name, String sentence) {
        var response = DocumentComponents.object().put("description", sentence);
        var headers = response.putObject("headers");
        headers.set(ResponseSchemas.REQUEST_ID, ResponseSchemas.requestId(components));
        if (name.equals(name(UNAUTHORIZED))) {
            headers.set(Header.WWW_AUTHENTICATE, ResponseSchemas.header("The authentication scheme: `Bearer`."));
        }
        if (name.equals(name(SERVICE_UNAVAILABLE))) {
            headers.set(Header.RETRY_AFTER, ResponseSchemas.header("Seconds to wait before trying again."));
        }
        response.putObject("content")
                .putObject(ProblemResponses.MEDIA_TYPE)
                .set("schema", types.of(ProblemResponses.Details.class));
        return response;
    }

    private static String name(HttpStatus status) {
        return status.getMessage().replace(" ", "");
    }

    private static String sentence(HttpStatus status) {
        return switch (status) {
            case BAD_REQUEST -> "The request cannot be read: malformed JSON, a cursor of another list, …";
            case UNAUTHORIZED -> "No token was sent, or it is unknown or its session has ended.";
            case FORBIDDEN -> "It belongs to somebody else.";
            case NOT_FOUND -> "Not found.";
            case NOT_ACCEPTABLE -> "The Accept header allows none of the available types.";
            case CONFLICT -> "A value is already taken; `errors` names the members.";
            case PRECONDITION_FAILED -> "It has changed since the version in If-Match; nothing was done.";
            case REQUEST_TIMEOUT -> "The body arrived too slowly.";
            case CONTENT_TOO_LARGE -> "The body is too large.";
            case UNSUPPORTED_MEDIA_TYPE -> "The Content-Type is not JSON.";
            case UNPROCESSABLE_CONTENT -> "Members or parameters are invalid; `errors` lists all errors of each.";
            case SERVICE_UNAVAILABLE -> "The service is overloaded, or its database does not answer.";
            default -> status.getMessage() + ".";
        };
    }
}
