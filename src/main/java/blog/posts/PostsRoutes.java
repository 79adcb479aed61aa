package blog.posts;

import static blog.platform.http.Access.ANYONE;
import static blog.platform.http.Access.MEMBER;
import static blog.platform.http.RequestBody.body;
import static blog.platform.http.RequestReaders.id;
import static blog.platform.http.RequestReaders.ifMatch;
import static blog.platform.http.RequestReaders.instant;
import static blog.platform.http.RequestReaders.member;
import static blog.platform.http.RequestReaders.pageRequest;
import static blog.platform.http.RequestReaders.text;
import static blog.platform.http.RequestReaders.user;
import static blog.platform.http.RequestReaders.viewer;
import static io.javalin.http.HttpStatus.CREATED;
import static io.javalin.http.HttpStatus.FORBIDDEN;
import static io.javalin.http.HttpStatus.NO_CONTENT;

import blog.platform.http.QueryParameter;
import blog.platform.http.Responses;
import blog.platform.http.Routes;
import blog.platform.input.UserKey;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.users.Users;
import io.javalin.http.Context;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The routes of posts. */
public final class PostsRoutes {
    private static final List<String> SORTS = Arrays.stream(PostFilter.Sort.values())
            .map(sort -> sort.name().toLowerCase(Locale.ROOT))
            .toList();
    private static final QueryParameter AUTHOR =
            new QueryParameter("author", QueryParameter.Type.USER, "Only posts of this user (id or @username).");
    private static final QueryParameter LIKED_BY = new QueryParameter(
            "liked_by", QueryParameter.Type.USER, "Only posts that this user likes (id or @username).");
    private static final QueryParameter WORDS = new QueryParameter(
            "q", QueryParameter.Type.TEXT, "Only posts with these words; supports \"a phrase\", or and -not.");
    private static final QueryParameter SINCE =
            new QueryParameter("since", QueryParameter.Type.INSTANT, "Only posts since this instant (RFC 3339).");
    private static final QueryParameter SORT =
            new QueryParameter("sort", QueryParameter.Type.TEXT, "The order. Default: newest.", SORTS);

    private final Posts posts;
    private final Users users;

    public PostsRoutes(Posts posts, Users users) {
        this.posts = posts;
        this.users = users;
    }

    public void addTo(Routes routes) {
        routes.get("/api/posts", this::list, ANYONE)
                .summary("List posts, filtered and sorted.")
                .responsePageOf(Post.class)
                .queryParams(AUTHOR, LIKED_BY, WORDS, SINCE, SORT);
        routes.post("/api/posts", this::create, MEMBER)
                .summary("Write a post.")
                .requestBody(PostInput.class)
                .response(CREATED, Post.class)
                .conditional();
        routes.get("/api/posts/{id}", this::find, ANYONE)
                .summary("Get a post.")
                .response(Post.class)
                .conditional();
        routes.put("/api/posts/{id}", this::replace, MEMBER)
                .summary("Replace your post.")
                .requestBody(PostInput.class)
                .response(Post.class)
                .conditional()
                .errors(FORBIDDEN);
        routes.patch("/api/posts/{id}", this::edit, MEMBER)
                .summary("Change your post; omitted members stay.")
                .requestBody(PostInput.class, "PostEdit")
                .response(Post.class)
                .conditional()
                .errors(FORBIDDEN);
        routes.delete("/api/posts/{id}", this::delete, MEMBER)
                .summary("Delete your post, with its likes.")
                .response(NO_CONTENT)
                .conditional()
                .errors(FORBIDDEN);
        routes.get("/api/users/{id}/posts", this::listOfUser, ANYONE)
                .summary("List a user's posts, newest first.")
                .responsePageOf(Post.class);
        routes.post("/api/users/{id}/posts", this::createAsUser, MEMBER)
                .summary("Write a post as this user, who must be you.")
                .requestBody(PostInput.class)
                .response(CREATED, Post.class)
                .conditional()
                .errors(FORBIDDEN);
    }

    private void list(Context ctx) {
        var author = user(ctx, AUTHOR);
        var likedBy = user(ctx, LIKED_BY);
        var words = text(ctx, WORDS);
        var since = instant(ctx, SINCE);
        var sort = text(ctx, SORT);
        var order = sort == null ? PostFilter.Sort.NEWEST : PostFilter.Sort.valueOf(sort.toUpperCase(Locale.ROOT));
        var page = pageRequest(ctx);
        Responses.page(ctx, () -> {
            var filter = new PostFilter(idIfKnown(author), idIfKnown(likedBy), words, since, order);
            var none = isUnknown(author, filter.author()) || isUnknown(likedBy, filter.likedBy());
            return none ? Slice.<Post>empty() : posts.list(filter, page, viewer(ctx));
        });
    }

    /** By a query of its own: PostgreSQL takes an index in the order of a list when it knows whose posts are asked for. */
    private @Nullable Long idIfKnown(@Nullable UserKey user) {
        return user == null ? null : users.idIfKnown(user);
    }

    private static boolean isUnknown(@Nullable UserKey user, @Nullable Long id) {
        return user != null && id == null;
    }

    private void create(Context ctx) {
        answerCreated(ctx, posts.create(member(ctx).id(), body(ctx, PostInput.class)));
    }

    private void find(Context ctx) {
        Responses.read(ctx, () -> posts.find(id(ctx, "post"), viewer(ctx)));
    }

    private void replace(Context ctx) {
        var id = id(ctx, "post");
        var author = member(ctx).id();
        var post = body(ctx, PostInput.class, () -> posts.requireAuthor(id, author));
        Responses.conditional(ctx, posts.edit(id, author, post, ifMatch(ctx)));
    }

    private void edit(Context ctx) {
        var id = id(ctx, "post");
        var author = member(ctx).id();
        var edit = body(ctx, PostInput.class, () -> posts.requireAuthor(id, author));
        Responses.conditional(ctx, posts.edit(id, author, edit, ifMatch(ctx)));
    }

    private void delete(Context ctx) {
        posts.delete(id(ctx, "post"), member(ctx).id(), ifMatch(ctx));
        Responses.nothing(ctx);
    }

    private void listOfUser(Context ctx) {
        Responses.page(ctx, () -> posts.list(PostFilter.by(users.idOf(user(ctx))), pageRequest(ctx), viewer(ctx)));
    }

    private void createAsUser(Context ctx) {
        var user = users.idOf(user(ctx));
        if (user != member(ctx).id()) throw Problem.forbidden("You can write posts only as yourself.");
        create(ctx);
    }

    private static void answerCreated(Context ctx, Post post) {
        Responses.created(ctx, "/api/posts/" + post.id(), post);
    }
}
