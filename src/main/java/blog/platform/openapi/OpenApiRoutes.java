package blog.platform.openapi;

import static blog.platform.http.Access.ANYONE;

import blog.platform.http.Description;
import blog.platform.http.Responses;
import blog.platform.http.Routes;
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
            @Description("Where things are.") Links links) {}

    public record Links(
            @Description("Posts.") String posts,
            @Description("Users.") String users,
            @Description("This API, for people.") String docs,
            @Description("This API, for programs.") String openapi,
            @Description("Whether requests will be served.") String health) {}

    public void addTo(Routes routes) {
        routes.get("/", this::service, ANYONE)
                .operationId("getService")
                .summary("What this service is, and where things are.")
                .response(Service.class);
        routes.get("/openapi.json", this::document, ANYONE)
                .operationId("getDocument")
                .summary("This document.")
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
