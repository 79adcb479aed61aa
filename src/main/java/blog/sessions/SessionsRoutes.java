package blog.sessions;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.Body.body;
import static blog.platform.http.Request.id;
import static blog.platform.http.Request.viewer;
import static blog.platform.http.Request.window;
import static io.javalin.http.HttpStatus.CREATED;
import static io.javalin.http.HttpStatus.NO_CONTENT;
import static io.javalin.http.HttpStatus.UNAUTHORIZED;

import blog.platform.http.Answer;
import blog.platform.http.Routes;
import io.javalin.http.Context;

/** Logging in and out. */
public final class SessionsRoutes {
    private final Sessions sessions;

    public SessionsRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    public void addTo(Routes routes) {
        routes.post("/api/sessions", this::logIn, ANYONE)
                .says("Log in with a username or an e-mail address, and the password.")
                .takes(Credentials.class)
                .gives(CREATED, NewSession.class)
                .fails(UNAUTHORIZED);
        routes.get("/api/sessions", this::list, MEMBER)
                .says("Your sessions, the newest first.")
                .givesPageOf(Session.class);
        routes.delete("/api/sessions/{id}", this::end, MEMBER)
                .says("End one of your sessions.")
                .gives(NO_CONTENT);
        routes.delete("/api/session", this::logOut, MEMBER)
                .named("logOut")
                .says("Log out.")
                .gives(NO_CONTENT);
    }

    private void logIn(Context ctx) {
        var session = sessions.logIn(body(ctx, Credentials.class), ctx.userAgent());
        Answer.created(ctx, "/api/sessions/" + session.id(), session);
    }

    private void list(Context ctx) {
        Answer.page(ctx, sessions.list(viewer(ctx), window(ctx)));
    }

    private void end(Context ctx) {
        sessions.end(viewer(ctx), id(ctx, "session"));
        Answer.nothing(ctx);
    }

    private void logOut(Context ctx) {
        sessions.end(viewer(ctx), viewer(ctx).session());
        Answer.nothing(ctx);
    }
}
