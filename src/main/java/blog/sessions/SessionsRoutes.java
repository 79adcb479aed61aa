package blog.sessions;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.RequestBody.body;
import static blog.platform.http.RequestReaders.id;
import static blog.platform.http.RequestReaders.member;
import static blog.platform.http.RequestReaders.pageRequest;
import static blog.platform.http.RequestReaders.requester;
import static io.javalin.http.HttpStatus.CREATED;
import static io.javalin.http.HttpStatus.NO_CONTENT;
import static io.javalin.http.HttpStatus.UNAUTHORIZED;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import io.javalin.http.Context;

/** The routes that log in and out. */
public final class SessionsRoutes {
    private final Sessions sessions;

    public SessionsRoutes(Sessions sessions) {
        this.sessions = sessions;
    }

    public void addTo(Routes routes) {
        routes.post("/api/sessions", this::logIn, ANYONE)
                .summary("Log in with a username or an e-mail address, and the password.")
                .requestBody(Credentials.class)
                .response(CREATED, NewSession.class)
                .errors(UNAUTHORIZED);
        routes.get("/api/sessions", this::list, MEMBER)
                .summary("List your sessions, newest first.")
                .responsePageOf(Session.class);
        routes.delete("/api/sessions/{id}", this::end, MEMBER)
                .summary("End one of your sessions.")
                .response(NO_CONTENT);
        routes.delete("/api/session", this::logOut, MEMBER)
                .operationId("logOut")
                .summary("Log out.")
                .response(NO_CONTENT);
    }

    private void logIn(Context ctx) {
        var session = sessions.logIn(body(ctx, Credentials.class), ctx.userAgent(), requester(ctx));
        Responses.created(ctx, "/api/sessions/" + session.id(), session);
    }

    private void list(Context ctx) {
        Responses.page(ctx, () -> sessions.list(member(ctx), pageRequest(ctx)));
    }

    private void end(Context ctx) {
        sessions.end(member(ctx), id(ctx, "session"));
        Responses.nothing(ctx);
    }

    private void logOut(Context ctx) {
        sessions.end(member(ctx), member(ctx).session());
        Responses.nothing(ctx);
    }
}
