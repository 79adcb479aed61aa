package blog.likes;

import static blog.schema.Keys.LIKES__LIKES_POST_ID_FKEY;
import static blog.schema.Keys.LIKES__LIKES_USER_ID_FKEY;
import static blog.schema.Tables.LIKES;
import static blog.schema.Tables.POSTS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.row;
import static org.jooq.impl.DSL.select;

import blog.platform.database.ConstraintViolations;
import blog.platform.database.Database;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.users.Author;
import blog.users.Users;
import org.jooq.Record1;
import org.jooq.Select;
import org.jooq.exception.DataAccessException;

/**
 * Queries of likes. Nothing here counts: triggers on the table keep {@code posts.likes}
 * (db-migrations/V20260322090000__let_users_like_posts.sql; why, is in docs/decisions/004).
 */
public final class Likes {
    private final Database database;

    public Likes(Database database) {
        this.database = database;
    }

    /** @throws Problem not found */
    public LikeState like(long post, long user) {
        try {
            database.retry(() -> database.sql()
                    .insertInto(LIKES)
                    .set(LIKES.POST_ID, post)
                    .set(LIKES.USER_ID, user)
                    .onConflictDoNothing()
                    .execute());
        } catch (DataAccessException fault) {
            if (ConstraintViolations.violated(LIKES__LIKES_POST_ID_FKEY, fault)) throw notFound(post);
            throw ConstraintViolations.violated(LIKES__LIKES_USER_ID_FKEY, fault) ? Users.accountDeleted() : fault;
        }
        return state(post, true);
    }

    /** @throws Problem not found */
    public LikeState unlike(long post, long user) {
        database.retry(() -> database.sql()
                .deleteFrom(LIKES)
                .where(LIKES.POST_ID.eq(locked(post)))
                .and(LIKES.USER_ID.eq(user))
                .execute());
        return state(post, false);
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
        if (rows.isEmpty()) state(post, false);
        return Slice.of(
                page,
                rows,
                like -> new Author(like.value1(), like.value2(), like.value3()),
                like -> KeysetKey.of(like.value4(), like.value1()));
    }

    private LikeState state(long post, boolean liked) {
        var likes = database.sql()
                .select(POSTS.LIKES)
                .from(POSTS)
                .where(POSTS.ID.eq(post))
                .fetchOne(POSTS.LIKES);
        if (likes == null) throw notFound(post);
        return new LikeState(likes, liked);
    }

    private static Problem notFound(long post) {
        return Problem.notFound("post " + post);
    }
}
