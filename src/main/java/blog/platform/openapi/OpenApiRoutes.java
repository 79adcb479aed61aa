package blog.platform.openapi;

import static blog.platform.http.Access.ANYONE;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import blog.platform.input.Description;
import io.javalin.http.Context;
import java.util.Map;

/** The entry points of the API: the root, and the document that describes the rest. */
public final class OpenApiRoutes {
    private static final Links LINKS = new Links("/api/posts", "/api/users", "/docs", "/openapi.json", "/health/ready");

    private final ApiDocument document;
    private final String version;

    public OpenApiRoutes(ApiDocument document, String version) {
        this.document = document;
        this.version = version;
    }

    public record Service(
            @Description("Blog.") String name,
            @Description("The release.") String version,
            @Description("The main addresses.") Links links) {}

    public record Links(
            @Description("Posts.") String posts,
            @Description("Users.") String users,
            @Description("The documentation of this API.") String docs,

            @Description("The OpenAPI document of this API.")
            String openapi,

            @Description("The readiness of the service.") String health) {}

    public void addTo(Routes routes) {
        routes.get("/", this::service, ANYONE)
                .operationId("getService")
                .summary("Show the service's version and its main addresses.")
                .response(Service.class);
        routes.get("/openapi.json", this::document, ANYONE)
                .operationId("getDocument")
                .summary("Get this document.")
                .response(Map.class)
                .conditional();
    }

    private void service(Context ctx) {
        Responses.json(ctx, new Service("Blog", version, LINKS));
    }

    private void document(Context ctx) {
        Responses.file(ctx, "application/json", document.json());
    }
}
