package blog.platform.openapi;

import blog.platform.http.Json;
import blog.platform.http.Route;
import blog.platform.http.Routes;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.util.DefaultIndenter;
import tools.jackson.core.util.DefaultPrettyPrinter;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The description of the API (OpenAPI 3.1), generated from the route table, the request and response records, and the
 * columns behind them. It is generated on first use, since it is never requested in most runs of the service.
 */
public final class ApiDocument {
    private static final String INTRODUCTION = """
            Read and write posts, and like them.

            Names are in snake_case, instants in RFC 3339 and UTC. Unknown members and parameters are rejected by \
            name, not ignored. A list comes in pages: `next` is the address of the next one, absent on the last. Every \
            error is a problem as in RFC 9457.
            """;

    private final Routes routes;
    private final URI baseUrl;
    private final String version;
    private byte @Nullable [] json;

    public ApiDocument(Routes routes, URI baseUrl, String version) {
        this.routes = routes;
        this.baseUrl = baseUrl;
        this.version = version;
    }

    public synchronized byte[] json() {
        if (json == null) json = Json.write(tree());
        return json;
    }

    /** As {@link #json}, for people: a member a line, the same on every machine. */
    public String indented() {
        var printer = new DefaultPrettyPrinter().withObjectIndenter(new DefaultIndenter("  ", "\n"));
        return JsonMapper.shared().writer().with(printer).writeValueAsString(tree()) + "\n";
    }

    private ObjectNode tree() {
        var document = DocumentComponents.object().put("openapi", "3.1.1");
        document.putObject("info")
                .put("title", "Blog")
                .put("version", version)
                .put("description", INTRODUCTION.strip());
        document.putArray("servers").addObject().put("url", baseUrl.toString());
        var described = routes.all().stream().filter(Route::isInDocument).toList();
        var tags = document.putArray("tags");
        described.stream()
                .map(Route::feature)
                .distinct()
                .forEach(tag -> tags.addObject().put("name", tag));
        writePaths(document, described);
        return document;
    }

    private static void writePaths(ObjectNode document, List<Route> routes) {
        var components = new DocumentComponents();
        var operations = new OperationWriter(components);
        var paths = document.putObject("paths");
        var names = new HashSet<String>();
        for (var route : routes) {
            var name = OperationName.of(route);
            if (!names.add(name)) {
                throw new IllegalStateException(
                        "Two routes are called %s; tell them apart with named(…)".formatted(name));
            }
            var path = paths.has(route.path()) ? (ObjectNode) paths.get(route.path()) : paths.putObject(route.path());
            path.set(route.method().name().toLowerCase(Locale.ROOT), operations.of(route));
        }
        components.writeTo(document);
    }
}
