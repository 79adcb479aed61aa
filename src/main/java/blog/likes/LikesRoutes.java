package blog.likes;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.RequestReaders.id;
import static blog.platform.http.RequestReaders.member;
import static blog.platform.http.RequestReaders.pageRequest;

import blog.platform.http.Responses;
import blog.platform.http.Routes;
import blog.users.Author;
import io.javalin.http.Context;

/** The routes of likes. Adding and removing one are idempotent. */
public final class LikesRoutes {
    private final Likes likes;

    public LikesRoutes(Likes likes) {
        this.likes = likes;
    }

    public void addTo(Routes routes) {
        routes.put("/api/posts/{id}/like", this::like, MEMBER)
                .summary("Like a post.")
                .response(LikeState.class);
        routes.delete("/api/posts/{id}/like", this::unlike, MEMBER)
                .summary("Remove your like from a post.")
                .response(LikeState.class);
        routes.get("/api/posts/{id}/likes", this::list, ANYONE)
                .summary("List the users who like a post, newest like first.")
                .responsePageOf(Author.class);
    }

    private void like(Context ctx) {
        Responses.json(ctx, likes.like(id(ctx, "post"), member(ctx).id()));
    }

    private void unlike(Context ctx) {
        Responses.json(ctx, likes.unlike(id(ctx, "post"), member(ctx).id()));
    }

    private void list(Context ctx) {
        Responses.page(ctx, () -> likes.likers(id(ctx, "post"), pageRequest(ctx)));
    }
}
