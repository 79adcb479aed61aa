package blog.likes;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.Request.id;
import static blog.platform.http.Request.viewer;
import static blog.platform.http.Request.window;

import blog.platform.http.Answer;
import blog.platform.http.Routes;
import blog.users.Author;
import io.javalin.http.Context;

/** Likes: put and taken back, as often as one likes. */
public final class LikesRoutes {
    private final Likes likes;

    public LikesRoutes(Likes likes) {
        this.likes = likes;
    }

    public void addTo(Routes routes) {
        routes.put("/api/posts/{id}/like", this::like, MEMBER)
                .says("Like a post.")
                .gives(LikeState.class);
        routes.delete("/api/posts/{id}/like", this::unlike, MEMBER)
                .says("Like a post no longer.")
                .gives(LikeState.class);
        routes.get("/api/posts/{id}/likes", this::list, ANYONE)
                .says("Who likes a post, the newest like first.")
                .givesPageOf(Author.class);
    }

    private void like(Context ctx) {
        Answer.json(ctx, likes.like(id(ctx, "post"), viewer(ctx).id()));
    }

    private void unlike(Context ctx) {
        Answer.json(ctx, likes.unlike(id(ctx, "post"), viewer(ctx).id()));
    }

    private void list(Context ctx) {
        Answer.page(ctx, likes.likers(id(ctx, "post"), window(ctx)));
    }
}
