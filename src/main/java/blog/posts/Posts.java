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

import blog.platform.database.Constraints;
import blog.platform.database.Database;
import blog.platform.database.Prepared;
import blog.platform.database.Prepared.Values;
import blog.platform.page.Key;
import blog.platform.page.Slice;
import blog.platform.page.Window;
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

/** What users write. */
public final class Posts {
    /** About how much text a page may hold when more than the usual number of posts is asked for. */
    private static final int PAGE_BYTES = 1 << 20;

    private static final Field<Boolean> NOBODY = inline(false);
    private static final Param<Long> POST = param("post", POSTS.ID);
    private static final Param<Long> VIEWER = param("viewer", USERS.ID);
    private static final Param<Instant> AFTER_INSTANT = param("after_instant", POSTS.DATE_POSTED);
    private static final Param<Integer> AFTER_LIKES = param("after_likes", POSTS.LIKES);
    private static final Param<Long> AFTER_ID = param("after_id", POSTS.ID);

    private final Database database;
    private final Prepared<Post> one;
    private final Prepared<Post> oneSeen;
    private final Map<Shape, Prepared<Post>> pages = new ConcurrentHashMap<>();

    public Posts(Database database) {
        this.database = database;
        this.one = prepare(NOBODY, POSTS.ID.eq(POST), List.of(), 1);
        this.oneSeen = prepare(likedBy(VIEWER), POSTS.ID.eq(POST), List.of(), 1);
    }

    public Post create(long author, NewPost post) {
        var written = fetch(insert(author, post), author);
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
            throw Constraints.broke(POSTS__POSTS_USER_ID_FKEY, fault) ? Users.gone() : fault;
        }
    }

    /**
     * @param viewer who reads; 0 for nobody
     * @throws Problem not found
     */
    public Post find(long id, long viewer) {
        var found = fetch(id, viewer);
        if (found.isEmpty()) throw notFound(id);
        return found.getFirst();
    }

    private List<Post> fetch(long id, long viewer) {
        var query = viewer == 0 ? one : oneSeen;
        return query.fetch(new Values().with(POST, id).with(VIEWER, viewer));
    }

    public Slice<Post> list(Filter filter, Window window, long viewer) {
        if (filter.isEverything() && window.limit() == Window.DEFAULT)
            return Slice.of(
                    window, page(filter.sort(), window.after(), viewer), post -> post, Filtering.key(filter.sort()));
        var which = Filtering.which(filter).and(Filtering.after(filter.sort(), window.after()));
        var order = Filtering.order(filter.sort());
        var affordable = window.limit() <= Window.DEFAULT ? window : affordable(window, which, order);
        var liked = viewer == 0 ? NOBODY : likedBy(val(viewer));
        var rows = query(liked, which, order, affordable.limitAndOne()).fetch(Records.mapping(Posts::post));
        return Slice.of(affordable, rows, post -> post, Filtering.key(filter.sort()));
    }

    /** The pages that are read most: all posts, in pages of the usual size. */
    private List<Post> page(Filter.Sort sort, @Nullable Key after, long viewer) {
        var shape = new Shape(sort, after != null, viewer != 0);
        var values = new Values().with(VIEWER, viewer);
        if (after != null)
            values.with(AFTER_INSTANT, after.instant())
                    .with(AFTER_LIKES, Filtering.likes(after))
                    .with(AFTER_ID, after.id());
        return pages.computeIfAbsent(shape, this::prepare).fetch(values);
    }

    private record Shape(Filter.Sort sort, boolean goesOn, boolean seen) {}

    private Prepared<Post> prepare(Shape shape) {
        var which =
                shape.goesOn() ? Filtering.after(shape.sort(), AFTER_INSTANT, AFTER_LIKES, AFTER_ID) : noCondition();
        var liked = shape.seen() ? likedBy(VIEWER) : NOBODY;
        return prepare(liked, which, Filtering.order(shape.sort()), Window.DEFAULT + 1);
    }

    private Prepared<Post> prepare(Field<Boolean> liked, Condition which, List<OrderField<?>> order, int limit) {
        return database.prepare(query(liked, which, order, limit), Posts::post);
    }

    /**
     * A window no longer than its posts allow: a hundred of the longest would be many megabytes for one answer, so a
     * page that gets too heavy ends early, and says where the next begins.
     */
    private Window affordable(Window window, Condition which, List<OrderField<?>> order) {
        var weights = database.sql()
                .select(octetLength(POSTS.CONTENT))
                .from(POSTS)
                .where(which)
                .orderBy(order)
                .limit(inline(window.limit()))
                .fetch(Record1::value1);
        int posts = 0;
        for (int weight = 0; posts < weights.size() && weight <= PAGE_BYTES; posts++) weight += weights.get(posts);
        return new Window(Math.clamp(posts, Window.DEFAULT, window.limit()), window.after());
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
        return find(id, author);
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
