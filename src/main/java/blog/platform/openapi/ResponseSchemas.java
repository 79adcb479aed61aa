package blog.platform.openapi;

import blog.platform.http.RequestId;
import blog.platform.http.Responses;
import blog.platform.http.Route;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import io.javalin.http.HttpStatus;
import tools.jackson.databind.node.ObjectNode;

/** The successful responses of a route. */
final class ResponseSchemas {
    static final String REQUEST_ID = RequestId.HEADER;

    private final DocumentComponents components;
    private final RecordSchemas types;

    ResponseSchemas(DocumentComponents components, RecordSchemas types) {
        this.components = components;
        this.types = types;
    }

    void writeTo(ObjectNode responses, Route route) {
        responses.set(String.valueOf(route.status().getCode()), success(route));
        if (route.isConditional() && route.method().equals(HandlerType.GET)) {
            responses.set("304", components.refer("responses", "NotModified", "304", this::notModified));
        }
    }

    private ObjectNode success(Route route) {
        var response = DocumentComponents.object().put("description", description(route));
        var headers = response.putObject("headers");
        headers.set(REQUEST_ID, requestId(components));
        if (route.isConditional() && route.responseType() != null) headers.set(Header.ETAG, tag());
        if (route.status() == HttpStatus.CREATED) headers.set(Header.LOCATION, header("The address of the resource."));
        if (route.isListed()) headers.set(Header.LINK, next());
        var answer = route.responseType();
        if (answer != null) {
            var schema = route.isListed() ? types.pageOf(answer, Responses.Page.class) : types.of(answer);
            response.putObject("content").putObject(route.mediaType()).set("schema", schema);
        }
        return response;
    }

    private static String description(Route route) {
        if (route.isListed()) return "A page of the list.";
        return switch (route.status()) {
            case CREATED -> "Created.";
            case NO_CONTENT -> "Done.";
            default -> "Success.";
        };
    }

    private ObjectNode notModified() {
        var response = DocumentComponents.object().put("description", "Your copy is current (If-None-Match).");
        var headers = response.putObject("headers");
        headers.set(REQUEST_ID, requestId(components));
        headers.set(Header.ETAG, tag());
        return response;
    }

    static ObjectNode requestId(DocumentComponents components) {
        return components.refer(
                "headers",
                "RequestId",
                REQUEST_ID,
                () -> header("The id of the request, as in the log; your own if you sent a plain one in this header."));
    }

    private ObjectNode tag() {
        return components.refer("headers", "ETag", Header.ETAG, () -> {
            var header = header("The resource's version and a digest of this representation.");
            header.withObject("/schema").put("pattern", "^\"[0-9]+-[A-Za-z0-9_-]+\"$");
            return header;
        });
    }

    private ObjectNode next() {
        return components.refer(
                "headers",
                "Next",
                Header.LINK,
                () -> header("The address of the next page; absent on the last.")
                        .put("required", false));
    }

    static ObjectNode header(String description) {
        var header = DocumentComponents.object().put("description", description).put("required", true);
        header.putObject("schema").put("type", "string");
        return header;
    }
}
