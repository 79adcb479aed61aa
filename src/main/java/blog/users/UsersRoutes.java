package blog.users;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.Body.body;
import static blog.platform.http.Request.ifMatch;
import static blog.platform.http.Request.user;
import static blog.platform.http.Request.viewer;
import static blog.platform.http.Request.viewerId;
import static blog.platform.http.Request.window;
import static io.javalin.http.HttpStatus.CONFLICT;
import static io.javalin.http.HttpStatus.CREATED;
import static io.javalin.http.HttpStatus.NO_CONTENT;

import blog.platform.http.Answer;
import blog.platform.http.Routes;
import io.javalin.http.Context;

/** Accounts: everybody's profile, and one's own account. */
public final class UsersRoutes {
    private final Users users;

    public UsersRoutes(Users users) {
        this.users = users;
    }

    public void addTo(Routes routes) {
        routes.post("/api/users", this::register, ANYONE)
                .says("Register.")
                .takes(NewUser.class)
                .gives(CREATED, Profile.class)
                .conditional()
                .fails(CONFLICT);
        routes.get("/api/users", this::list, ANYONE)
                .says("All users, the oldest account first.")
                .givesPageOf(Profile.class);
        routes.get("/api/users/{id}", this::find, ANYONE)
                .says("One user.")
                .gives(Profile.class)
                .conditional();
        routes.get("/api/me", this::me, MEMBER)
                .says("Your own account.")
                .gives(Profile.class)
                .conditional();
        routes.patch("/api/me", this::edit, MEMBER)
                .says(
                        "Change your profile; what is left out stays. A new e-mail address asks for the current password.")
                .takes(ProfileEdit.class)
                .gives(Profile.class)
                .conditional()
                .fails(CONFLICT);
        routes.delete("/api/me", this::delete, MEMBER)
                .says("Delete your account, with your posts, likes and sessions.")
                .gives(NO_CONTENT)
                .conditional();
    }

    private void register(Context ctx) {
        var profile = users.register(body(ctx, NewUser.class));
        Answer.created(ctx, "/api/users/" + profile.id(), profile);
    }

    private void list(Context ctx) {
        Answer.page(ctx, users.list(window(ctx), viewerId(ctx)));
    }

    private void find(Context ctx) {
        Answer.conditional(ctx, users.find(user(ctx), viewerId(ctx)));
    }

    private void me(Context ctx) {
        Answer.conditional(ctx, users.own(viewer(ctx).id()));
    }

    private void edit(Context ctx) {
        Answer.conditional(ctx, users.edit(viewer(ctx).id(), body(ctx, ProfileEdit.class), ifMatch(ctx)));
    }

    private void delete(Context ctx) {
        users.delete(viewer(ctx).id(), ifMatch(ctx));
        Answer.nothing(ctx);
    }
}
