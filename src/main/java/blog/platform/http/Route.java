package blog.platform.http;

import io.javalin.http.Handler;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the route table: a path, its handler, the required access, and its description for the API document.
 */
public final class Route {
    private final HandlerType method;
    private final String path;
    private final Handler handler;
    private final Access access;
    private final SequencedMap<String, QueryParameter> queryParams = new LinkedHashMap<>();
    private final Set<HttpStatus> errors = EnumSet.noneOf(HttpStatus.class);
    private String summary = "";
    private @Nullable Class<? extends Record> requestBody;
    private String requestSchemaName = "";
    private HttpStatus status = HttpStatus.OK;
    private @Nullable Class<?> responseType;
    private boolean listed;
    private boolean conditional;
    private boolean inDocument = true;
    private @Nullable String operationId;
    private String mediaType = Responses.JSON;

    Route(HandlerType method, String path, Handler handler, Access access) {
        this.method = method;
        this.path = path;
        this.handler = handler;
        this.access = access;
    }

    /** One sentence for the API document. */
    public Route summary(String sentence) {
        summary = sentence;
        return this;
    }

    public Route requestBody(Class<? extends Record> type) {
        return requestBody(type, type.getSimpleName());
    }

    /** @param schemaName a name in the API document other than the type's: of a type that is sent in two ways, one needs it */
    public Route requestBody(Class<? extends Record> type, String schemaName) {
        requestBody = type;
        requestSchemaName = schemaName;
        return this;
    }

    public Route response(HttpStatus status) {
        this.status = status;
        return this;
    }

    public Route response(HttpStatus status, Class<?> type) {
        responseType = type;
        return response(status);
    }

    public Route response(Class<?> type) {
        return response(HttpStatus.OK, type);
    }

    /** A page of such items; the route then takes {@code limit} and {@code after}. */
    public Route responsePageOf(Class<?> item) {
        listed = true;
        return response(item).queryParams(QueryParameter.LIMIT, QueryParameter.AFTER);
    }

    /** Query parameters; any other name is refused. */
    public Route queryParams(QueryParameter... parameters) {
        for (var parameter : parameters) queryParams.put(parameter.name(), parameter);
        return this;
    }

    /** Statuses the route itself can end in, beside those every route of its kind can. */
    public Route errors(HttpStatus... statuses) {
        errors.addAll(List.of(statuses));
        return this;
    }

    /** The answer carries an ETag; reads honour If-None-Match, changes If-Match. */
    public Route conditional() {
        conditional = true;
        return this;
    }

    /** A name in the API document other than the one that method and path make. */
    public Route operationId(String operationId) {
        this.operationId = operationId;
        return this;
    }

    /** Answers in something else than JSON. A type of any kind is written as in an Accept header. */
    public Route mediaType(String mediaType) {
        this.mediaType = mediaType;
        return this;
    }

    /** For what is no part of the API: pages, documents. */
    public Route notInDocument() {
        inDocument = false;
        return this;
    }

    public HandlerType method() {
        return method;
    }

    public String path() {
        return path;
    }

    public Handler handler() {
        return handler;
    }

    public Access access() {
        return access;
    }

    public List<QueryParameter> queryParams() {
        return List.copyOf(queryParams.values());
    }

    /** The query parameter of this name; null when the route has none. */
    @Nullable
    QueryParameter parameter(String name) {
        return queryParams.get(name);
    }

    public Set<HttpStatus> errors() {
        return errors.isEmpty() ? Set.of() : EnumSet.copyOf(errors);
    }

    public String summary() {
        return summary;
    }

    public @Nullable Class<? extends Record> requestBody() {
        return requestBody;
    }

    public String requestSchemaName() {
        return requestSchemaName;
    }

    public HttpStatus status() {
        return status;
    }

    public @Nullable Class<?> responseType() {
        return responseType;
    }

    public @Nullable String operationId() {
        return operationId;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Returns the feature of the route: the package of its handler. */
    public String feature() {
        var home = handler.getClass().getPackageName();
        return home.substring(home.lastIndexOf('.') + 1);
    }

    public boolean isListed() {
        return listed;
    }

    public boolean isConditional() {
        return conditional;
    }

    public boolean isInDocument() {
        return inDocument;
    }
}
