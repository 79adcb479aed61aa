package blog.platform.openapi;

import static blog.platform.http.Access.ANYONE;

import blog.platform.http.Answer;
import blog.platform.http.Routes;
import blog.platform.http.Says;
import io.javalin.http.Context;
import java.util.Map;

/** Where a visitor starts: what this is, and the description of the rest. */
public final class OpenApiRoutes {
    private static final Links LINKS = new Links("/api/posts", "/api/users", "/docs", "/openapi.json", "/health/ready");

    private final ApiDocument document;
    private final String version;

    public OpenApiRoutes(ApiDocument document, String version) {
        this.document = document;
        this.version = version;
    }

    public record Service(
            @Says("Blog.") String name,
            @Says("The release.") String version,
            @Says("Where things are.") Links links) {}

    public record Links(
            @Says("Posts.") String posts,
            @Says("Users.") String users,
            @Says("This API, for people.") String docs,
            @Says("This API, for programs.") String openapi,
            @Says("Whether requests will be served.") String health) {}

    public void addTo(Routes routes) {
        routes.get("/", this::service, ANYONE)
                .named("getService")
                .says("What this service is, and where things are.")
                .gives(Service.class);
        routes.get("/openapi.json", this::document, ANYONE)
                .named("getDocument")
                .says("This document.")
                .gives(Map.class)
                .conditional();
    }

    private void service(Context ctx) {
        Answer.json(ctx, new Service("Blog", version, LINKS));
    }

    private void document(Context ctx) {
        Answer.file(ctx, "application/json", document.json());
    }
}
