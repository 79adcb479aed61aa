package blog.posts;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.Body.body;
import static blog.platform.http.Request.id;
import static blog.platform.http.Request.ifMatch;
import static blog.platform.http.Request.instant;
import static blog.platform.http.Request.text;
import static blog.platform.http.Request.user;
import static blog.platform.http.Request.viewer;
import static blog.platform.http.Request.viewerId;
import static blog.platform.http.Request.window;
import static io.javalin.http.HttpStatus.CREATED;
import static io.javalin.http.HttpStatus.FORBIDDEN;
import static io.javalin.http.HttpStatus.NO_CONTENT;

import blog.platform.http.Answer;
import blog.platform.http.Parameter;
import blog.platform.http.Routes;
import blog.platform.input.UserKey;
import blog.platform.problem.Problem;
import blog.users.Users;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Posts: reading, writing, changing. */
public final class PostsRoutes {
    private static final List<String> SORTS = Arrays.stream(Filter.Sort.values())
            .map(sort -> sort.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final Parameter AUTHOR =
            new Parameter("author", Parameter.Type.USER, "Only posts of this user, as a number or @username.");
    private static final Parameter LIKED_BY =
            new Parameter("liked_by", Parameter.Type.USER, "Only posts this user likes, as a number or @username.");
    private static final Parameter WORDS = new Parameter(
            "q", Parameter.Type.TEXT, "Only posts with these words; \"a phrase\", or and -not are understood.");
    private static final Parameter SINCE =
            new Parameter("since", Parameter.Type.INSTANT, "Only posts from this instant on (RFC 3339).");
    private static final Parameter SORT =
            new Parameter("sort", Parameter.Type.TEXT, "The order; newest when left out.", SORTS);

    private final Posts posts;
    private final Users users;

    public PostsRoutes(Posts posts, Users users) {
        this.posts = posts;
        this.users = users;
    }

    public void addTo(Routes routes) {
        routes.get("/api/posts", this::list, ANYONE)
                .says("Posts, as filtered and ordered.")
                .givesPageOf(Post.class)
                .asks(AUTHOR, LIKED_BY, WORDS, SINCE, SORT);
        routes.post("/api/posts", this::create, MEMBER)
                .says("Write a post.")
                .takes(NewPost.class)
                .gives(CREATED, Post.class)
                .conditional();
        routes.get("/api/posts/{id}", this::find, ANYONE)
                .says("One post.")
                .gives(Post.class)
                .conditional();
        routes.put("/api/posts/{id}", this::replace, MEMBER)
                .says("Write your post anew.")
                .takes(NewPost.class)
                .gives(Post.class)
                .conditional()
                .fails(FORBIDDEN);
        routes.patch("/api/posts/{id}", this::edit, MEMBER)
                .says("Change your post; what is left out stays.")
                .takes(PostEdit.class)
                .gives(Post.class)
                .conditional()
                .fails(FORBIDDEN);
        routes.delete("/api/posts/{id}", this::delete, MEMBER)
                .says("Delete your post, with its likes.")
                .gives(NO_CONTENT)
                .conditional()
                .fails(FORBIDDEN);
        routes.get("/api/users/{id}/posts", this::listOfUser, ANYONE)
                .says("The posts of a user, the newest first.")
                .givesPageOf(Post.class);
        routes.post("/api/users/{id}/posts", this::createAsUser, MEMBER)
                .says("Write a post as this user, who must be you.")
                .takes(NewPost.class)
                .gives(CREATED, Post.class)
                .conditional()
                .fails(FORBIDDEN);
    }

    private void list(Context ctx) {
        var sort = text(ctx, SORT);
        var filter = new Filter(
                idOrNone(user(ctx, AUTHOR)),
                idOrNone(user(ctx, LIKED_BY)),
                text(ctx, WORDS),
                instant(ctx, SINCE),
                sort == null ? Filter.Sort.NEWEST : Filter.Sort.valueOf(sort.toUpperCase(Locale.ROOT)));
        Answer.page(ctx, posts.list(filter, window(ctx), viewerId(ctx)));
    }

    /** By a query of its own: PostgreSQL takes an index in the order of a list when it knows whose posts are asked for. */
    private @Nullable Long idOrNone(@Nullable UserKey user) {
        return user == null ? null : users.idOrNone(user);
    }

    private void create(Context ctx) {
        answerCreated(ctx, posts.create(viewer(ctx).id(), body(ctx, NewPost.class)));
    }

    private void find(Context ctx) {
        Answer.conditional(ctx, posts.find(id(ctx, "post"), viewerId(ctx)));
    }

    private void replace(Context ctx) {
        var id = id(ctx, "post");
        var author = viewer(ctx).id();
        var post = body(ctx, NewPost.class, () -> posts.requireAuthor(id, author));
        Answer.conditional(ctx, posts.edit(id, author, PostEdit.of(post), ifMatch(ctx)));
    }

    private void edit(Context ctx) {
        var id = id(ctx, "post");
        var author = viewer(ctx).id();
        var edit = body(ctx, PostEdit.class, () -> posts.requireAuthor(id, author));
        Answer.conditional(ctx, posts.edit(id, author, edit, ifMatch(ctx)));
    }

    private void delete(Context ctx) {
        posts.delete(id(ctx, "post"), viewer(ctx).id(), ifMatch(ctx));
        Answer.nothing(ctx);
    }

    private void listOfUser(Context ctx) {
        var author = users.idOf(user(ctx));
        Answer.page(ctx, posts.list(Filter.by(author), window(ctx), viewerId(ctx)));
    }

    private void createAsUser(Context ctx) {
        var user = users.idOf(user(ctx));
        if (user != viewer(ctx).id()) throw Problem.forbidden("You can write posts only as yourself.");
        create(ctx);
    }

    private static void answerCreated(Context ctx, Post post) {
        Answer.created(ctx, "/api/posts/" + post.id(), post);
    }
}
