package blog.likes;

import static blog.schema.Keys.LIKES__LIKES_POST_ID_FKEY;
import static blog.schema.Keys.LIKES__LIKES_USER_ID_FKEY;
import static blog.schema.Tables.LIKES;
import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.arrayGet;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.name;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.unnest;
import static org.jooq.impl.DSL.val;

import blog.platform.database.Batcher;
import blog.platform.database.ConstraintViolations;
import blog.platform.database.Database;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.users.Author;
import blog.users.Users;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jooq.Field;
import org.jooq.Record1;
import org.jooq.Record2;
import org.jooq.Records;
import org.jooq.Select;
import org.jooq.Table;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/**
 * Queries of likes. Nothing here counts: triggers on the table keep {@code posts.likes}
 * (db-migrations/V20260322090000__let_users_like_posts.sql; why, is in docs/decisions/004).
 */
public final class Likes {
    private final Database database;
    private final Batcher<Like, @Nullable Integer> liking;
    private final Batcher<Like, @Nullable Integer> unliking;

    public Likes(Database database) {
        this.database = database;
        this.liking = database.batcher("likes", this::likeAlone, this::likeTogether);
        this.unliking = database.batcher("unlikes", this::unlikeAlone, this::unlikeTogether);
    }

    private record Like(long post, long user) {}

    /** @throws Problem not found */
    public LikeState like(long post, long user) {
        return state(post, liking.ask(new Like(post, user)), true);
    }

    /** @throws Problem not found */
    public LikeState unlike(long post, long user) {
        return state(post, unliking.ask(new Like(post, user)), false);
    }

    private static LikeState state(long post, @Nullable Integer likes, boolean liked) {
        if (likes == null) throw notFound(post);
        return new LikeState(likes, liked);
    }

    private @Nullable Integer likeAlone(Like like) {
        try {
            database.retry(() -> database.sql()
                    .insertInto(LIKES)
                    .set(LIKES.POST_ID, like.post())
                    .set(LIKES.USER_ID, like.user())
                    .onConflictDoNothing()
                    .execute());
        } catch (DataAccessException fault) {
            if (ConstraintViolations.violated(LIKES__LIKES_POST_ID_FKEY, fault)) return null;
            throw ConstraintViolations.violated(LIKES__LIKES_USER_ID_FKEY, fault) ? Users.accountDeleted() : fault;
        }
        return count(like.post());
    }

    private List<Supplier<@Nullable Integer>> likeTogether(List<Like> likes) {
        var done = changeFree(
                likes,
                free -> database.sql()
                        .insertInto(LIKES, LIKES.POST_ID, LIKES.USER_ID)
                        .select(free.all())
                        .onConflictDoNothing()
                        .execute());
        return answers(likes, done, this::likeAlone);
    }

    private @Nullable Integer unlikeAlone(Like like) {
        database.retry(() -> database.sql()
                .deleteFrom(LIKES)
                .where(LIKES.POST_ID.eq(locked(like.post())))
                .and(LIKES.USER_ID.eq(like.user()))
                .execute());
        return count(like.post());
    }

    private List<Supplier<@Nullable Integer>> unlikeTogether(List<Like> likes) {
        var done = changeFree(
                likes,
                free -> database.sql()
                        .deleteFrom(LIKES)
                        .where(row(LIKES.POST_ID, LIKES.USER_ID).in(free.all()))
                        .execute());
        return answers(likes, done, this::unlikeAlone);
    }

    /**
     * Changes those of which nobody is deleting the post or the user, and returns them: who waits for that keeps no others
     * waiting.
     */
    private Set<Like> changeFree(List<Like> likes, Consumer<Given> change) {
        return database.transaction(() -> {
            var given = Given.of(likes);
            var free = database.sql()
                    .select(POSTS.ID, USERS.ID)
                    .from(given.likes())
                    .join(POSTS)
                    .on(POSTS.ID.eq(given.post()))
                    .join(USERS)
                    .on(USERS.ID.eq(given.user()))
                    .forKeyShare()
                    .of(POSTS, USERS)
                    .skipLocked()
                    .fetchSet(Records.mapping(Like::new));
            if (!free.isEmpty()) change.accept(Given.of(List.copyOf(free)));
            return free;
        });
    }

    /** The numbers of likes afterwards, in their order; null for a post that is not there. The others are tried alone. */
    private List<Supplier<@Nullable Integer>> answers(
            List<Like> likes, Set<Like> done, Function<Like, @Nullable Integer> alone) {
        var counts = database.sql()
                .select(POSTS.ID, POSTS.LIKES)
                .from(POSTS)
                .where(POSTS.ID.eq(any(Given.of(likes).posts())))
                .fetchMap(POSTS.ID, POSTS.LIKES);
        return likes.stream()
                .<Supplier<@Nullable Integer>>map(
                        like -> done.contains(like) ? () -> counts.get(like.post()) : () -> alone.apply(like))
                .toList();
    }

    /** Several likes as a table: one statement text, whatever their number. */
    private record Given(Long[] posts, Table<?> likes, Field<Long> post, Field<Long> user) {
        private static Given of(List<Like> likes) {
            var posts = likes.stream().map(Like::post).toArray(Long[]::new);
            var users = likes.stream().map(Like::user).toArray(Long[]::new);
            return new Given(
                    posts,
                    unnest(posts).withOrdinality().as("given", "post", "number"),
                    field(name("given", "post"), LIKES.POST_ID.getDataType()),
                    arrayGet(val(users), field(name("given", "number"), Integer.class)));
        }

        private Select<Record2<Long, Long>> all() {
            return select(post, user).from(likes);
        }
    }

    /** The post before its like, as who deletes the post does: the trigger that counts would lock it after the like. */
    private static Select<Record1<Long>> locked(long post) {
        return select(POSTS.ID).from(POSTS).where(POSTS.ID.eq(post)).forNoKeyUpdate();
    }

    /**
     * Those who like a post, the newest like first.
     *
     * @throws Problem not found
     */
    public Slice<Author> likers(long post, PageRequest page) {
        var after = page.after();
        var rows = database.sql()
                .select(LIKES.liker().ID, LIKES.liker().USERNAME, LIKES.liker().IMAGE_FILE, LIKES.CREATED_AT)
                .from(LIKES)
                .where(LIKES.POST_ID.eq(post))
                .and(
                        after == null
                                ? noCondition()
                                : row(LIKES.CREATED_AT, LIKES.USER_ID).lt(after.instant(), after.id()))
                .orderBy(LIKES.CREATED_AT.desc(), LIKES.USER_ID.desc())
                .limit(inline(page.limitAndOne()))
                .fetch();
        if (rows.isEmpty()) state(post, count(post), false);
        return Slice.of(
                page,
                rows,
                like -> new Author(like.value1(), like.value2(), like.value3()),
                like -> KeysetKey.of(like.value4(), like.value1()));
    }

    private @Nullable Integer count(long post) {
        return database.sql()
                .select(POSTS.LIKES)
                .from(POSTS)
                .where(POSTS.ID.eq(post))
                .fetchOne(POSTS.LIKES);
    }

    private static Problem notFound(long post) {
        return Problem.notFound("post " + post);
    }
}
