package blog.platform.openapi;

import blog.platform.http.Access;
import blog.platform.http.QueryParameter;
import blog.platform.http.Route;
import blog.platform.page.PageRequest;
import io.javalin.http.HandlerType;
import io.javalin.http.Header;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes one route of the table as an operation: its inputs and all its possible responses. */
final class OperationWriter {
    static final String SCHEME = "bearer";
    private static final String USER = "^(@[^/]+|[1-9][0-9]*)$";
    private static final Pattern PLACE = Pattern.compile("([a-z-]+)/\\{([a-z_]+)}");

    private final DocumentComponents components;
    private final RequestSchemas requests;
    private final ResponseSchemas answers;
    private final ErrorResponses refusals;

    OperationWriter(DocumentComponents components) {
        var types = new RecordSchemas(components);
        this.components = components;
        this.requests = new RequestSchemas(components);
        this.answers = new ResponseSchemas(components, types);
        this.refusals = new ErrorResponses(components, types);
    }

    ObjectNode of(Route route) {
        var operation = DocumentComponents.object();
        operation.putArray("tags").add(route.feature());
        operation.put("operationId", OperationName.of(route)).put("summary", route.summary());
        writeSecurity(operation.putArray("security"), route);
        var parameters = operation.putArray("parameters");
        writePath(parameters, route);
        route.queryParams().forEach(parameter -> parameters.add(query(parameter)));
        writeConditions(parameters, route);
        if (parameters.isEmpty()) operation.remove("parameters");
        writeBody(operation, route);
        var responses = operation.putObject("responses");
        answers.writeTo(responses, route);
        refusals.writeTo(responses, route);
        return operation;
    }

    private static void writeSecurity(ArrayNode security, Route route) {
        if (route.access() == Access.ANYONE) security.addObject();
        security.addObject().putArray(SCHEME);
    }

    /**
     * Writes the path parameters. The segment before an id says what it identifies; users may also be given by name.
     */
    private static void writePath(ArrayNode parameters, Route route) {
        var place = PLACE.matcher(route.path());
        while (place.find()) {
            var parameter = parameters.addObject().put("name", place.group(2)).put("in", "path");
            var isUser = place.group(1).equals("users");
            parameter.put(
                    "description",
                    isUser
                            ? "The user's id or @username."
                            : "The id of the %s.".formatted(OperationName.singular(place.group(1))));
            parameter.put("required", true);
            parameter.set(
                    "schema", isUser ? user() : RecordSchemas.scalar(long.class).put("minimum", 1));
        }
    }

    private ObjectNode query(QueryParameter parameter) {
        if (!List.of(QueryParameter.LIMIT, QueryParameter.AFTER).contains(parameter)) return written(parameter);
        return components.refer("parameters", parameter.name(), parameter, () -> written(parameter));
    }

    private static ObjectNode written(QueryParameter parameter) {
        var schema =
                switch (parameter.type()) {
                    case TEXT, CURSOR -> RecordSchemas.scalar(String.class);
                    case INSTANT -> RecordSchemas.scalar(Instant.class);
                    case USER -> user();
                    case LIMIT ->
                        RecordSchemas.scalar(int.class)
                                .put("minimum", 1)
                                .put("maximum", PageRequest.MAXIMUM)
                                .put("default", PageRequest.DEFAULT);
                };
        if (!parameter.allowed().isEmpty()) parameter.allowed().forEach(schema.withArray("/enum")::add);
        var written = DocumentComponents.object()
                .put("name", parameter.name())
                .put("in", "query")
                .put("description", parameter.description());
        written.set("schema", schema);
        return written;
    }

    private void writeConditions(ArrayNode parameters, Route route) {
        if (ErrorResponses.isGuardedByVersion(route)) {
            parameters.add(condition(Header.IF_MATCH, "The ETag you have read; 412 if it has changed since."));
        } else if (route.isConditional() && route.method().equals(HandlerType.GET)) {
            parameters.add(condition(Header.IF_NONE_MATCH, "The ETag of your copy; 304 if it is still current."));
        }
    }

    private ObjectNode condition(String header, String description) {
        return components.refer("parameters", header, header, () -> {
            var parameter = DocumentComponents.object()
                    .put("name", header)
                    .put("in", "header")
                    .put("description", description);
            parameter.putObject("schema").put("type", "string");
            return parameter;
        });
    }

    private void writeBody(ObjectNode operation, Route route) {
        if (route.requestBody() == null) return;
        var isPatch = route.method().equals(HandlerType.PATCH);
        var schema = requests.of(route.requestBody(), route.requestSchemaName(), isPatch);
        var body = operation.putObject("requestBody").put("required", true);
        var content = body.putObject("content");
        if (isPatch) content.putObject("application/merge-patch+json").set("schema", schema);
        content.putObject("application/json").set("schema", schema);
    }

    private static ObjectNode user() {
        return RecordSchemas.scalar(String.class).put("pattern", USER);
    }
}
