package blog.likes;

import static blog.http.Access.ANYONE;
import static blog.http.Access.MEMBER;
import static blog.http.Request.id;
import static blog.http.Request.viewer;
import static blog.http.Request.window;

import blog.http.Answer;
import blog.http.Routes;
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
