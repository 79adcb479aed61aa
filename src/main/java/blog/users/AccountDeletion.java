package blog.users;

import static blog.schema.Tables.LIKES;
import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.SESSIONS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.select;

import blog.platform.database.Database;
import java.util.List;
import java.util.stream.Gatherers;
import org.jooq.Condition;
import org.jooq.Record1;
import org.jooq.Table;

/**
 * Deletes an account with all that is its own: in one transaction, so that nobody sees a part of it, and with many short
 * statements, since the cascade of a single one can take longer than a statement may. Why in this order: decision 021.
 */
final class AccountDeletion {
    static final int BATCH = 1000;

    private final Database database;

    AccountDeletion(Database database) {
        this.database = database;
    }

    /** @return false when no account is such, and nothing is done */
    boolean delete(long user, Condition such) {
        return database.transaction(() -> {
            if (!lock(user, such)) return false;
            ownAndLikedPosts(user).stream()
                    .gather(Gatherers.windowFixed(BATCH))
                    .forEach(posts -> deleteFrom(posts, user));
            deleteBatches(SESSIONS, SESSIONS.USER_ID.eq(user));
            database.sql().deleteFrom(USERS).where(USERS.ID.eq(user)).execute();
            return true;
        });
    }

    /** From here on the user can neither write nor like nor log in: each of these refers to the row, and waits. */
    private boolean lock(long user, Condition such) {
        return database.sql()
                        .select(USERS.ID)
                        .from(USERS)
                        .where(USERS.ID.eq(user))
                        .and(such)
                        .forUpdate()
                        .fetchOne()
                != null;
    }

    private List<Long> ownAndLikedPosts(long user) {
        return database
                .sql()
                .select(POSTS.ID)
                .from(POSTS)
                .where(POSTS.USER_ID.eq(user))
                .union(select(LIKES.POST_ID).from(LIKES).where(LIKES.USER_ID.eq(user)))
                .fetch(Record1::value1)
                .stream()
                .sorted()
                .toList();
    }

    private void deleteFrom(List<Long> posts, long user) {
        var ids = posts.toArray(Long[]::new);
        var own = lockPosts(ids, user).toArray(Long[]::new);
        database.sql()
                .deleteFrom(LIKES)
                .where(LIKES.USER_ID.eq(user))
                .and(LIKES.POST_ID.eq(any(ids)))
                .execute();
        if (own.length == 0) return;
        deleteBatches(LIKES, LIKES.POST_ID.eq(any(own)));
        database.sql().deleteFrom(POSTS).where(POSTS.ID.eq(any(own))).execute();
    }

    /** Returns those that are the user's own. A post is locked before its likes, as whoever takes a like back does. */
    private List<Long> lockPosts(Long[] ids, long user) {
        return database
                .sql()
                .select(POSTS.ID, POSTS.USER_ID)
                .from(POSTS)
                .where(POSTS.ID.eq(any(ids)))
                .orderBy(POSTS.ID)
                .forUpdate()
                .fetch()
                .stream()
                .filter(post -> post.value2() == user)
                .map(post -> post.value1())
                .toList();
    }

    private void deleteBatches(Table<?> table, Condition these) {
        int deleted = BATCH;
        while (deleted == BATCH) {
            deleted = database.sql().deleteFrom(table).where(these).limit(BATCH).execute();
        }
    }
}
