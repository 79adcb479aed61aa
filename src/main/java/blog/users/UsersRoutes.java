package blog.users;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.RequestBody.body;
import static blog.platform.http.RequestReaders.ifMatch;
import static blog.platform.http.RequestReaders.member;
import static blog.platform.http.RequestReaders.pageRequest;
import static blog.platform.http.RequestReaders.requester;
import static blog.platform.http.RequestReaders.user;
import static blog.platform.http.RequestReaders.viewer;
import static io.javalin.http.HttpStatus.CONFLICT;
import static io.javalin.http.HttpStatus.CREATED;
import static io.javalin.http.HttpStatus.NO_CONTENT;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import io.javalin.http.Context;

/** The routes of accounts: everybody's profile, and one's own account. */
public final class UsersRoutes {
    private final Users users;

    public UsersRoutes(Users users) {
        this.users = users;
    }

    public void addTo(Routes routes) {
        routes.post("/api/users", this::register, ANYONE)
                .summary("Register a user.")
                .requestBody(NewUser.class)
                .response(CREATED, Profile.class)
                .conditional()
                .errors(CONFLICT);
        routes.get("/api/users", this::list, ANYONE)
                .summary("List all users, oldest account first.")
                .responsePageOf(Profile.class);
        routes.get("/api/users/{id}", this::find, ANYONE)
                .summary("Get a user.")
                .response(Profile.class)
                .conditional();
        routes.get("/api/me", this::me, MEMBER)
                .summary("Get your own account.")
                .response(Profile.class)
                .conditional();
        routes.patch("/api/me", this::edit, MEMBER)
                .summary(
                        "Change your profile; omitted members stay. A new e-mail address requires the current password.")
                .requestBody(ProfileEdit.class)
                .response(Profile.class)
                .conditional()
                .errors(CONFLICT);
        routes.delete("/api/me", this::delete, MEMBER)
                .summary("Delete your account, with your posts, likes and sessions.")
                .response(NO_CONTENT)
                .conditional();
    }

    private void register(Context ctx) {
        var profile = users.register(body(ctx, NewUser.class), requester(ctx));
        Responses.created(ctx, "/api/users/" + profile.id(), profile);
    }

    private void list(Context ctx) {
        Responses.page(ctx, () -> users.list(pageRequest(ctx), viewer(ctx)));
    }

    private void find(Context ctx) {
        Responses.read(ctx, () -> users.find(user(ctx), viewer(ctx)));
    }

    private void me(Context ctx) {
        Responses.conditional(ctx, users.own(member(ctx).id()));
    }

    private void edit(Context ctx) {
        Responses.conditional(
                ctx, users.edit(member(ctx).id(), body(ctx, ProfileEdit.class), ifMatch(ctx), requester(ctx)));
    }

    private void delete(Context ctx) {
        users.delete(member(ctx).id(), ifMatch(ctx));
        Responses.nothing(ctx);
    }
}
