package blog.tools.populate;

import static blog.schema.Tables.LIKES;
import static blog.schema.Tables.POSTS;
import static blog.schema.Tables.USERS;

import blog.platform.problem.CannotRunException;
import java.sql.SQLException;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.jooq.DSLContext;
import org.jooq.exception.DataAccessException;
import org.postgresql.PGConnection;

/**
 * Fills a database with users, posts and likes that look like those of a blog some years old. The same seed and sizes
 * give the same rows, dates included. In a database that already has populated users it adds more, with new names.
 */
public final class DatabasePopulator {
    /** With which every populated user can log in: never populate a database that strangers can reach. */
    public static final String PASSWORD = "correct horse";

    public static final long USUAL_SEED = 1;

    /** Of {@link #PASSWORD}: made once, since 20 ms for each of a million users would be five hours. */
    private static final String PASSWORD_HASH =
            "$argon2id$v=19$m=19456,t=2,p=1$cG9wdWxhdGVkIGJ5IGJsb2c$XQCO8rWmxGb+LElqzURzAr4ggcNmm1KtkFKxY0Tpsvs";

    private static final String UNIQUE_VIOLATION = "23505";
    private static final int ROWS_BETWEEN_REPORTS = 2_000;
    private static final int LIKES_A_STATEMENT = 100_000;

    private final PopulationSizes sizes;
    private final long seed;

    public DatabasePopulator(PopulationSizes sizes, long seed) {
        this.sizes = sizes;
        this.seed = seed;
    }

    /**
     * All of it or, after a failure, nothing.
     *
     * @return the name of the first user
     */
    public String fill(DSLContext sql, PopulateProgress progress) {
        try {
            return sql.transactionResult(transaction -> transaction
                    .dsl()
                    .connectionResult(connection ->
                            new PopulateRun(transaction.dsl(), connection.unwrap(PGConnection.class), progress).run()));
        } catch (DataAccessException fault) {
            if (UNIQUE_VIOLATION.equals(fault.sqlState()) && fault.getCause() != null) {
                throw new CannotRunException(
                        "Some users of this database have names or addresses that populated users would get ("
                                + fault.getCause().getMessage() + "). Nothing was added; populate an empty database.",
                        fault);
            }
            throw fault;
        }
    }

    /** One run, in one transaction. */
    private final class PopulateRun {
        private final DSLContext sql;
        private final PGConnection connection;
        private final PopulateProgress progress;
        private final IdAllocator ids;
        private final int usersBefore;
        private final long chance;
        private final EventTimeline time;
        private final ProseGenerator prose = new ProseGenerator();

        PopulateRun(DSLContext sql, PGConnection connection, PopulateProgress progress) {
            this.sql = sql;
            this.connection = connection;
            this.progress = progress;
            ids = new IdAllocator(sql);
            usersBefore = ids.populatedUsers();
            // Otherwise a second run would write the posts of the first one again.
            chance = seed * 31 + usersBefore;
            time = new EventTimeline(chance, sizes);
        }

        String run() throws SQLException {
            if (sizes.users() > 0) {
                var firstUser = ids.reserve(USERS, USERS.ID, sizes.users());
                users(firstUser);
                if (sizes.posts() > 0) {
                    var firstPost = ids.reserve(POSTS, POSTS.ID, sizes.posts());
                    posts(firstUser, firstPost);
                    likes(firstUser, firstPost);
                }
            }
            return ProseGenerator.username(usersBefore);
        }

        private void users(long firstUser) throws SQLException {
            var rows = new CopyWriter(sql, connection, USERS);
            progress.rows(USERS.getName(), 0, sizes.users());
            for (int user = 0; user < sizes.users(); user++) {
                var random = RandomStream.USER.of(chance, user);
                var name = ProseGenerator.username(usersBefore + user);
                rows.put(USERS.ID, firstUser + user)
                        .put(USERS.USERNAME, name)
                        .put(USERS.EMAIL, IdAllocator.email(name, usersBefore + user))
                        .put(USERS.PASSWORD_HASH, PASSWORD_HASH)
                        .put(USERS.CREATED_AT, EventTimeline.instant(time.registered(user)))
                        .put(USERS.BIO, prose.bio(random, prose.topic(random)))
                        .endRow();
                report(USERS.getName(), user + 1, sizes.users());
            }
            rows.end();
            progress.rows(USERS.getName(), sizes.users(), sizes.users());
        }

        private void posts(long firstUser, long firstPost) throws SQLException {
            var rows = new CopyWriter(sql, connection, POSTS);
            progress.rows(POSTS.getName(), 0, sizes.posts());
            for (int post = 0; post < sizes.posts(); post++) {
                var random = RandomStream.POST.of(chance, post);
                var posted = time.posted(post);
                var author = author(random, posted);
                var text = prose.post(random, prose.topic(RandomStream.USER.of(chance, author)));
                rows.put(POSTS.ID, firstPost + post)
                        .put(POSTS.TITLE, text.title())
                        .put(POSTS.CONTENT, text.content())
                        .put(POSTS.USER_ID, firstUser + author)
                        .put(POSTS.DATE_POSTED, EventTimeline.instant(posted))
                        .endRow();
                report(POSTS.getName(), post + 1, sizes.posts());
            }
            rows.end();
            progress.rows(POSTS.getName(), sizes.posts(), sizes.posts());
        }

        /** Those who have been there longest have written most. */
        private int author(RandomGenerator random, long posted) {
            var place = random.nextDouble();
            return (int) (time.registeredBy(posted) * place * place);
        }

        /** Post by post, so that the trigger that counts likes touches each post once and not once a statement. */
        private void likes(long firstUser, long firstPost) throws SQLException {
            var rows = new CopyWriter(sql, connection, LIKES);
            progress.rows(LIKES.getName(), 0, sizes.likes());
            var shares = LikeDistribution.likes(chance, sizes);
            int done = 0;
            for (int post = 0; post < shares.length; post++) {
                var random = RandomStream.LIKERS.of(chance, post);
                var likers = new LikerSequence(random, sizes.users());
                var posted = time.posted(post);
                for (int place = 0; place < shares[post]; place++) {
                    var user = likers.get(place);
                    rows.put(LIKES.USER_ID, firstUser + user)
                            .put(LIKES.POST_ID, firstPost + post)
                            .put(LIKES.CREATED_AT, liked(posted, user, random))
                            .endRow();
                    report(LIKES.getName(), ++done, sizes.likes());
                    if (done % LIKES_A_STATEMENT == 0) rows.end();
                }
            }
            rows.end();
            progress.rows(LIKES.getName(), sizes.likes(), sizes.likes());
        }

        private Instant liked(long posted, int user, RandomGenerator random) {
            return EventTimeline.instant(time.liked(posted, time.registered(user), random));
        }

        private void report(String what, int done, int of) {
            if (done % ROWS_BETWEEN_REPORTS == 0 && done < of) progress.rows(what, done, of);
        }
    }
}
