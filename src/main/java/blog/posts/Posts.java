package blog.posts;

import static blog.schema.Keys.POSTS__POSTS_USER_ID_FKEY;
import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.POSTS_WITH_WORDS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.octetLength;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.selectOne;

import blog.database.Constraints;
import blog.database.Database;
import blog.input.UserKey;
import blog.page.Key;
import blog.page.Slice;
import blog.page.Window;
import blog.problem.Problem;
import blog.users.Author;
import blog.users.Users;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.OrderField;
import org.jooq.Record1;
import org.jooq.Records;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** What users write. */
public final class Posts {
    /** About how much text a page may hold when more than the usual number of posts is asked for. */
    private static final int PAGE_BYTES = 1 << 20;

    private final Database database;

    public Posts(Database database) {
        this.database = database;
    }

    public Post create(long author, NewPost post) {
        return find(insert(author, post), author);
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
        var found = fetch(POSTS.ID.eq(id), viewer, List.of(), 1);
        if (found.isEmpty()) throw notFound(id);
        return found.getFirst();
    }

    public Slice<Post> list(Filter filter, Window window, long viewer) {
        var which = written(filter.author())
                .and(liked(filter.likedBy()))
                .and(withWords(filter.words()))
                .and(filter.since() == null ? noCondition() : POSTS.DATE_POSTED.ge(filter.since()))
                .and(after(filter.sort(), window.after()));
        var order = order(filter.sort());
        var affordable = window.limit() <= Window.DEFAULT ? window : affordable(window, which, order);
        var rows = fetch(which, viewer, order, affordable.limitAndOne());
        return Slice.of(affordable, rows, post -> post, post -> key(filter.sort(), post));
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
    private List<Post> fetch(Condition which, long viewer, List<OrderField<?>> order, int limit) {
        return database.sql()
                .select(
                        POSTS.ID,
                        POSTS.TITLE,
                        POSTS.CONTENT,
                        POSTS.DATE_POSTED,
                        POSTS.LIKES,
                        likedBy(viewer),
                        POSTS.VERSION,
                        POSTS.author().ID,
                        POSTS.author().USERNAME,
                        POSTS.author().IMAGE_FILE)
                .from(POSTS)
                .where(which)
                .orderBy(order)
                // A limit sent as a bind value would have the statement planned anew on every execution.
                .limit(inline(limit))
                .fetch(Records.mapping(Posts::post));
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

    private static Field<Boolean> likedBy(long viewer) {
        if (viewer == 0) return inline(false);
        return field(exists(
                selectOne().from(POSTS.likes()).where(POSTS.likes().USER_ID.eq(viewer))));
    }

    private static Condition written(@Nullable UserKey author) {
        if (author == null) return noCondition();
        if (author.username() == null) return POSTS.USER_ID.eq(author.id());
        return POSTS.USER_ID.eq(select(USERS.ID).from(USERS).where(Users.is(author)));
    }

    private static Condition liked(@Nullable UserKey by) {
        if (by == null) return noCondition();
        if (by.username() == null)
            return exists(
                    selectOne().from(POSTS.likes()).where(POSTS.likes().USER_ID.eq(by.id())));
        return exists(selectOne()
                .from(POSTS.likes())
                .where(POSTS.likes().USER_ID.eq(select(USERS.ID).from(USERS).where(Users.is(by)))));
    }

    private static Condition withWords(@Nullable String words) {
        if (words == null) return noCondition();
        return POSTS.ID.in(select(POSTS_WITH_WORDS.POST_ID).from(POSTS_WITH_WORDS.call(words)));
    }

    private static Condition after(Filter.Sort sort, @Nullable Key key) {
        if (key == null) return noCondition();
        return switch (sort) {
            case NEWEST -> row(POSTS.DATE_POSTED, POSTS.ID).lt(key.instant(), key.id());
            case OLDEST -> row(POSTS.DATE_POSTED, POSTS.ID).gt(key.instant(), key.id());
            case LIKES -> row(POSTS.LIKES, POSTS.ID).lt(Math.clamp(key.value(), 0, Integer.MAX_VALUE), key.id());
        };
    }

    private static List<OrderField<?>> order(Filter.Sort sort) {
        return switch (sort) {
            case NEWEST -> List.of(POSTS.DATE_POSTED.desc(), POSTS.ID.desc());
            case OLDEST -> List.of(POSTS.DATE_POSTED.asc(), POSTS.ID.asc());
            case LIKES -> List.of(POSTS.LIKES.desc(), POSTS.ID.desc());
        };
    }

    private static Key key(Filter.Sort sort, Post post) {
        return sort == Filter.Sort.LIKES ? new Key(post.likes(), post.id()) : Key.of(post.datePosted(), post.id());
    }

    private static Problem notFound(long id) {
        return Problem.notFound("post " + id);
    }
}
