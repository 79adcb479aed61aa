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

/** One line of the route table: what is served, by what, for whom, and what the API document says of it. */
public final class Route {
    private final HandlerType method;
    private final String path;
    private final Handler handler;
    private final Access access;
    private final SequencedMap<String, Parameter> query = new LinkedHashMap<>();
    private final Set<HttpStatus> failures = EnumSet.noneOf(HttpStatus.class);
    private String summary = "";
    private @Nullable Class<? extends Record> body;
    private HttpStatus status = HttpStatus.OK;
    private @Nullable Class<?> answer;
    private boolean listed;
    private boolean conditional;
    private boolean inDocument = true;
    private @Nullable String name;
    private String mediaType = Answer.JSON;

    Route(HandlerType method, String path, Handler handler, Access access) {
        this.method = method;
        this.path = path;
        this.handler = handler;
        this.access = access;
    }

    /** One sentence for the API document. */
    public Route says(String sentence) {
        summary = sentence;
        return this;
    }

    public Route takes(Class<? extends Record> body) {
        this.body = body;
        return this;
    }

    public Route gives(HttpStatus status) {
        this.status = status;
        return this;
    }

    public Route gives(HttpStatus status, Class<?> answer) {
        this.answer = answer;
        return gives(status);
    }

    public Route gives(Class<?> answer) {
        return gives(HttpStatus.OK, answer);
    }

    /** A page of such items; the route then takes {@code limit} and {@code after}. */
    public Route givesPageOf(Class<?> item) {
        listed = true;
        return gives(item).asks(Parameter.LIMIT, Parameter.AFTER);
    }

    /** Query parameters; any other name is refused. */
    public Route asks(Parameter... parameters) {
        for (var parameter : parameters) query.put(parameter.name(), parameter);
        return this;
    }

    /** Statuses the route itself can end in, beside those every route of its kind can. */
    public Route fails(HttpStatus... statuses) {
        failures.addAll(List.of(statuses));
        return this;
    }

    /** The answer carries an ETag; reads honour If-None-Match, changes If-Match. */
    public Route conditional() {
        conditional = true;
        return this;
    }

    /** A name in the API document other than the one that method and path make. */
    public Route named(String name) {
        this.name = name;
        return this;
    }

    /** Answers in something else than JSON. A type of any kind is written as in an Accept header. */
    public Route serves(String mediaType) {
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

    public List<Parameter> query() {
        return List.copyOf(query.values());
    }

    /** The query parameter of this name; null when the route has none. */
    @Nullable
    Parameter parameter(String name) {
        return query.get(name);
    }

    public Set<HttpStatus> failures() {
        return failures.isEmpty() ? Set.of() : EnumSet.copyOf(failures);
    }

    public String summary() {
        return summary;
    }

    public @Nullable Class<? extends Record> body() {
        return body;
    }

    public HttpStatus status() {
        return status;
    }

    public @Nullable Class<?> answer() {
        return answer;
    }

    public @Nullable String name() {
        return name;
    }

    public String mediaType() {
        return mediaType;
    }

    /** What the route is about: the package of its handler. */
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
