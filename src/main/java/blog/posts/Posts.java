package blog.posts;

import static blog.schema.Keys.POSTS__POSTS_USER_ID_FKEY;
import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.octetLength;
import static org.jooq.impl.DSL.param;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import blog.platform.database.ConstraintViolations;
import blog.platform.database.Database;
import blog.platform.database.PreparedQuery;
import blog.platform.database.PreparedQuery.Values;
import blog.platform.input.Viewer;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.users.Author;
import blog.users.Users;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Param;
import org.jooq.Record1;
import org.jooq.Record10;
import org.jooq.Records;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Queries of posts. */
public final class Posts {
    /** About how much text a page may hold when more than the usual number of posts is asked for. */
    private static final int PAGE_BYTES = 1 << 20;

    private static final Field<Boolean> NOT_LIKED = inline(false);
    private static final Param<Long> POST = param("post", POSTS.ID);
    private static final Param<Long> VIEWER = param("viewer", USERS.ID);
    private static final Param<Instant> AFTER_INSTANT = param("after_instant", POSTS.DATE_POSTED);
    private static final Param<Integer> AFTER_LIKES = param("after_likes", POSTS.LIKES);
    private static final Param<Long> AFTER_ID = param("after_id", POSTS.ID);

    private final Database database;
    private final PreparedQuery<Post> one;
    private final PreparedQuery<Post> oneSeen;
    private final Map<Shape, PreparedQuery<Post>> pages = new ConcurrentHashMap<>();

    public Posts(Database database) {
        this.database = database;
        this.one = prepare(NOT_LIKED, POSTS.ID.eq(POST), List.of(), 1);
        this.oneSeen = prepare(likedBy(VIEWER), POSTS.ID.eq(POST), List.of(), 1);
    }

    public Post create(long author, NewPost post) {
        var written = fetchAs(insert(author, post), author);
        // With the account, in another request.
        if (written.isEmpty()) throw Users.gone();
        return written.getFirst();
    }

    private long insert(long author, NewPost post) {
        try {
            return database.sql()
                    .insertInto(POSTS)
                    .set(POSTS.TITLE, post.title())
                    .set(POSTS.CONTENT, post.content())
                    .set(POSTS.USER_ID, author)
                    .returningResult(POSTS.ID)
                    .fetchSingle()
                    .value1();
        } catch (DataAccessException fault) {
            throw ConstraintViolations.broke(POSTS__POSTS_USER_ID_FKEY, fault) ? Users.gone() : fault;
        }
    }

    /** @throws Problem not found */
    public Post find(long id, Viewer viewer) {
        return found(
                id,
                switch (viewer) {
                    case Viewer.Anonymous() -> one.fetch(new Values().with(POST, id));
                    case Viewer.Member member -> fetchAs(id, member.id());
                });
    }

    /** As this user reads it. */
    private List<Post> fetchAs(long id, long user) {
        return oneSeen.fetch(new Values().with(POST, id).with(VIEWER, user));
    }

    private static Post found(long id, List<Post> posts) {
        if (posts.isEmpty()) throw notFound(id);
        return posts.getFirst();
    }

    public Slice<Post> list(PostFilter filter, PageRequest page, Viewer viewer) {
        if (filter.isEverything() && page.limit() == PageRequest.DEFAULT)
            return Slice.of(
                    page,
                    common(filter.sort(), page.after(), viewer),
                    post -> post,
                    PostFilterConditions.key(filter.sort()));
        var which = PostFilterConditions.which(filter).and(PostFilterConditions.after(filter.sort(), page.after()));
        var order = PostFilterConditions.order(filter.sort());
        var affordable = page.limit() <= PageRequest.DEFAULT ? page : affordable(page, which, order);
        var liked =
                switch (viewer) {
                    case Viewer.Anonymous() -> NOT_LIKED;
                    case Viewer.Member member -> likedBy(val(member.id()));
                };
        var rows = query(liked, which, order, affordable.limitAndOne()).fetch(Records.mapping(Posts::post));
        return Slice.of(affordable, rows, post -> post, PostFilterConditions.key(filter.sort()));
    }

    /** The pages that are read most: all posts, in pages of the usual size. */
    private List<Post> common(PostFilter.Sort sort, @Nullable KeysetKey after, Viewer viewer) {
        var shape = new Shape(sort, after != null, viewer instanceof Viewer.Member);
        var values = new Values();
        if (viewer instanceof Viewer.Member member) values.with(VIEWER, member.id());
        if (after != null)
            values.with(AFTER_INSTANT, after.instant())
                    .with(AFTER_LIKES, PostFilterConditions.likes(after))
                    .with(AFTER_ID, after.id());
        return pages.computeIfAbsent(shape, this::prepare).fetch(values);
    }

    private record Shape(PostFilter.Sort sort, boolean goesOn, boolean seen) {}

    private PreparedQuery<Post> prepare(Shape shape) {
        var which = shape.goesOn()
                ? PostFilterConditions.after(shape.sort(), AFTER_INSTANT, AFTER_LIKES, AFTER_ID)
                : noCondition();
        var liked = shape.seen() ? likedBy(VIEWER) : NOT_LIKED;
        return prepare(liked, which, PostFilterConditions.order(shape.sort()), PageRequest.DEFAULT + 1);
    }

    private PreparedQuery<Post> prepare(Field<Boolean> liked, Condition which, List<OrderField<?>> order, int limit) {
        return database.prepare(query(liked, which, order, limit), Posts::post);
    }

    /**
     * A page no longer than its posts allow: a hundred of the longest would be many megabytes for one answer, so a
     * page that gets too heavy ends early, and says where the next begins.
     */
    private PageRequest affordable(PageRequest page, Condition which, List<OrderField<?>> order) {
        var weights = database.sql()
                .select(octetLength(POSTS.CONTENT))
                .from(POSTS)
                .where(which)
                .orderBy(order)
                .limit(inline(page.limit()))
                .fetch(Record1::value1);
        int posts = 0;
        for (int weight = 0; posts < weights.size() && weight <= PAGE_BYTES; posts++) weight += weights.get(posts);
        return new PageRequest(Math.clamp(posts, PageRequest.DEFAULT, page.limit()), page.after());
    }

    /**
     * @param versions the versions of the post that may be changed; null for any
     * @throws Problem not found, forbidden or stale, and nothing is changed
     */
    public Post edit(long id, long author, PostEdit edit, @Nullable List<Integer> versions) {
        var changes = new HashMap<Field<?>, @Nullable Object>();
        edit.title().ifGiven(value -> changes.put(POSTS.TITLE, value));
        edit.content().ifGiven(value -> changes.put(POSTS.CONTENT, value));
        if (changes.isEmpty()) changes.put(POSTS.TITLE, POSTS.TITLE);
        var changed = database.sql()
                .update(POSTS)
                .set(changes)
                .where(own(id, author, versions))
                .execute();
        if (changed == 0) throw refusal(id, author);
        return found(id, fetchAs(id, author));
    }

    /** As {@link #edit}, for good. */
    public void delete(long id, long author, @Nullable List<Integer> versions) {
        var deleted = database.transaction(() -> database.sql()
                .deleteFrom(POSTS)
                .where(own(id, author, versions))
                .execute());
        if (deleted == 0) throw refusal(id, author);
    }

    /** @throws Problem not found or forbidden, when the post is not the author's to change */
    public void requireAuthor(long id, long author) {
        var owner = database.sql()
                .select(POSTS.USER_ID)
                .from(POSTS)
                .where(POSTS.ID.eq(id))
                .fetchOne(POSTS.USER_ID);
        if (owner == null) throw notFound(id);
        if (owner != author) throw Problem.forbidden("Only its author may change post " + id + ".");
    }

    private Problem refusal(long id, long author) {
        requireAuthor(id, author);
        return Problem.stale();
    }

    private static Condition own(long id, long author, @Nullable List<Integer> versions) {
        return POSTS.ID
                .eq(id)
                .and(POSTS.USER_ID.eq(author))
                .and(versions == null ? noCondition() : POSTS.VERSION.in(versions));
    }

    /** The one read shape of a post. Its columns are flat: a nested row would be read back from text. */
    private Select<Record10<Long, String, String, Instant, Integer, Boolean, Integer, Long, String, String>> query(
            Field<Boolean> liked, Condition which, List<OrderField<?>> order, int limit) {
        return database.sql()
                .select(
                        POSTS.ID,
                        POSTS.TITLE,
                        POSTS.CONTENT,
                        POSTS.DATE_POSTED,
                        POSTS.LIKES,
                        liked,
                        POSTS.VERSION,
                        POSTS.author().ID,
                        POSTS.author().USERNAME,
                        POSTS.author().IMAGE_FILE)
                .from(POSTS)
                .where(which)
                .orderBy(order)
                // A limit sent as a bind value would have the statement planned anew on every execution.
                .limit(inline(limit));
    }

    private static Post post(
            Long id,
            String title,
            String content,
            Instant datePosted,
            Integer likes,
            Boolean liked,
            Integer version,
            Long authorId,
            String username,
            @Nullable String imageFile) {
        var author = new Author(authorId, username, imageFile);
        return new Post(id, Slug.of(title), title, content, datePosted, likes, liked, version, author);
    }

    private static Field<Boolean> likedBy(Field<Long> viewer) {
        return field(exists(
                selectOne().from(POSTS.likes()).where(POSTS.likes().USER_ID.eq(viewer))));
    }

    private static Problem notFound(long id) {
        return Problem.notFound("post " + id);
    }
}
