package blog.passwords;

import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.Body.body;
import static blog.platform.http.Request.viewer;
import static io.javalin.http.HttpStatus.NO_CONTENT;

import blog.platform.http.Answer;
import blog.platform.http.Routes;
import io.javalin.http.Context;

/** Changing a password. */
public final class PasswordRoutes {
    private final Passwords passwords;

    public PasswordRoutes(Passwords passwords) {
        this.passwords = passwords;
    }

    public void addTo(Routes routes) {
        routes.put("/api/me/password", this::change, MEMBER)
                .says("Change your password. All your sessions end, this one too: log in again.")
                .takes(PasswordChange.class)
                .gives(NO_CONTENT);
    }

    private void change(Context ctx) {
        passwords.change(viewer(ctx).id(), body(ctx, PasswordChange.class));
        Answer.nothing(ctx);
    }
}
