package blog.passwords;

import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.RequestBody.body;
import static blog.platform.http.RequestReaders.member;
import static blog.platform.http.RequestReaders.requester;
import static io.javalin.http.HttpStatus.NO_CONTENT;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import io.javalin.http.Context;

/** The route that changes a password. */
public final class PasswordsRoutes {
    private final Passwords passwords;

    public PasswordsRoutes(Passwords passwords) {
        this.passwords = passwords;
    }

    public void addTo(Routes routes) {
        routes.put("/api/me/password", this::change, MEMBER)
                .summary("Change your password. All your sessions end, including this one: log in again.")
                .requestBody(PasswordChange.class)
                .response(NO_CONTENT);
    }

    private void change(Context ctx) {
        passwords.change(member(ctx).id(), body(ctx, PasswordChange.class), requester(ctx));
        Responses.nothing(ctx);
    }
}
