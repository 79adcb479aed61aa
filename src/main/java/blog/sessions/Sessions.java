package blog.sessions;

import static blog.schema.Tables.SESSIONS;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.select;
import static org.jooq.impl.DSL.val;

import blog.platform.database.Batcher;
import blog.platform.database.Database;
import blog.platform.database.RowMapper;
import blog.platform.input.Requester;
import blog.platform.input.Viewer;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import blog.users.PasswordHasher;
import blog.users.Users;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jooq.Records;
import org.jspecify.annotations.Nullable;

/** Queries of sessions. A session lasts 30 days from its last use, and 90 days at most. */
public final class Sessions {
    static final Duration LIFE = Duration.ofDays(30);
    /** However often it is used: a token that was stolen unnoticed does not work for ever. */
    static final Duration LONGEST_LIFE = Duration.ofDays(90);
    /** Sliding the end of a session is a write; once an hour is often enough. */
    static final Duration SLIDE = Duration.ofHours(1);
    /** The number of ended sessions that a login deletes: more than the one it creates, so that they never pile up. */
    static final int CLEARED = 50;

    private final Database database;
    private final Users users;
    private final PasswordHasher passwords;
    private final Clock clock;
    private final Batcher<byte[], @Nullable KnownSession> byToken;

    public Sessions(Database database, Users users, PasswordHasher passwords, Clock clock) {
        this.database = database;
        this.users = users;
        this.passwords = passwords;
        this.clock = clock;
        var mapper = new KnownSessionMapper();
        this.byToken = database.finder(
                SESSIONS.TOKEN_HASH,
                KnownSession::tokenHash,
                mapper,
                condition -> select(mapper.columns()).from(SESSIONS).where(condition));
    }

    /** @throws Problem unauthenticated, when the pair is wrong; it is not said which half */
    public NewSession logIn(Credentials credentials, @Nullable String userAgent, Requester requester) {
        var user = database.sql()
                .select(USERS.ID, USERS.PASSWORD_HASH)
                .from(USERS)
                .where(
                        credentials.username() != null
                                ? Users.equalsIgnoringCase(USERS.USERNAME, credentials.username())
                                : Users.equalsIgnoringCase(USERS.EMAIL, Objects.requireNonNull(credentials.email())))
                .fetchOne();
        var hash = user == null ? null : user.value2();
        if (!passwords.matches(requester, credentials.account(), credentials.password(), hash) || user == null) {
            throw Problem.unauthenticated("No account has this name and password.");
        }
        var session = open(user.value1(), user.value2(), userAgent);
        // The password was changed while it was compared: begin again with the new one.
        if (session == null) return logIn(credentials, userAgent, requester);
        if (passwords.isOutdated(user.value2())) {
            users.replaceHash(
                    user.value1(),
                    user.value2(),
                    passwords.hash(requester, credentials.account(), credentials.password()));
        }
        return session;
    }

    /** Null when this is the user's hash no longer; a change under way is waited for, as it ends all sessions. */
    private @Nullable NewSession open(long user, String hash, @Nullable String userAgent) {
        var token = SessionToken.create();
        var now = now();
        clearEnded();
        var session = database.sql()
                .insertInto(
                        SESSIONS,
                        SESSIONS.USER_ID,
                        SESSIONS.TOKEN_HASH,
                        SESSIONS.USER_AGENT,
                        SESSIONS.CREATED_AT,
                        SESSIONS.LAST_USED_AT,
                        SESSIONS.EXPIRES_AT)
                .select(select(
                                USERS.ID,
                                val(SessionToken.hash(token)),
                                val(cut(userAgent), SESSIONS.USER_AGENT),
                                val(now),
                                val(now),
                                val(now.plus(LIFE)))
                        .from(USERS)
                        .where(USERS.ID.eq(user))
                        .and(USERS.PASSWORD_HASH.eq(hash))
                        .forShare())
                .returningResult(SESSIONS.ID, SESSIONS.EXPIRES_AT)
                .fetchOne();
        if (session == null) return null;
        return new NewSession(session.value1(), token, session.value2(), users.own(user));
    }

    /** The member whose token this is; empty when it is unknown or its session has ended. Moves the session's end ahead. */
    public Optional<Viewer.Member> member(String token) {
        var now = now();
        var session = byToken.ask(SessionToken.hash(token));
        if (session == null || !session.end().isAfter(now)) return Optional.empty();
        if (session.lastUsedAt().isBefore(now.minus(SLIDE))) slide(session, now);
        return Optional.of(new Viewer.Member(session.user(), session.id()));
    }

    private record KnownSession(
            long id, long user, byte[] tokenHash, Instant createdAt, Instant lastUsedAt, Instant expiresAt) {
        private Instant lastEnd() {
            return createdAt.plus(LONGEST_LIFE);
        }

        /** The one in its row may be later than the last: other releases knew no longest life. */
        private Instant end() {
            return expiresAt.isBefore(lastEnd()) ? expiresAt : lastEnd();
        }
    }

    private static final class KnownSessionMapper extends RowMapper<KnownSession> {
        private final Column<Long> id = column(SESSIONS.ID);
        private final Column<Long> user = column(SESSIONS.USER_ID);
        private final Column<byte[]> tokenHash = column(SESSIONS.TOKEN_HASH);
        private final Column<Instant> createdAt = column(SESSIONS.CREATED_AT);
        private final Column<Instant> lastUsedAt = column(SESSIONS.LAST_USED_AT);
        private final Column<Instant> expiresAt = column(SESSIONS.EXPIRES_AT);

        @Override
        protected KnownSession map(Row row) {
            return new KnownSession(
                    id.of(row),
                    user.of(row),
                    tokenHash.of(row),
                    createdAt.of(row),
                    lastUsedAt.of(row),
                    expiresAt.of(row));
        }
    }

    private void slide(KnownSession session, Instant now) {
        var end = now.plus(LIFE);
        database.sql()
                .update(SESSIONS)
                .set(SESSIONS.LAST_USED_AT, now)
                .set(SESSIONS.EXPIRES_AT, end.isBefore(session.lastEnd()) ? end : session.lastEnd())
                .where(SESSIONS.ID.eq(session.id()))
                .execute();
    }

    /** The user's sessions, the newest first. */
    public Slice<Session> list(Viewer.Member member, PageRequest page) {
        var after = page.after();
        var rows = database.sql()
                .select(
                        SESSIONS.ID,
                        SESSIONS.USER_AGENT,
                        SESSIONS.CREATED_AT,
                        SESSIONS.LAST_USED_AT,
                        SESSIONS.EXPIRES_AT,
                        SESSIONS.ID.eq(member.session()))
                .from(SESSIONS)
                .where(SESSIONS.USER_ID.eq(member.id()))
                .and(SESSIONS.EXPIRES_AT.gt(now()))
                .and(after == null ? noCondition() : SESSIONS.ID.lt(after.id()))
                .orderBy(SESSIONS.ID.desc())
                .limit(inline(page.limitAndOne()))
                .fetch(Records.mapping(Session::new));
        return Slice.of(page, rows, row -> row, row -> new KeysetKey(row.id(), row.id()));
    }

    /** @throws Problem not found, also when the session is somebody else's */
    public void end(Viewer.Member member, long id) {
        var ended = database.sql()
                .deleteFrom(SESSIONS)
                .where(SESSIONS.ID.eq(id))
                .and(SESSIONS.USER_ID.eq(member.id()))
                .execute();
        if (ended == 0) throw Problem.notFound("session " + id);
    }

    public void endAll(long user) {
        database.sql().deleteFrom(SESSIONS).where(SESSIONS.USER_ID.eq(user)).execute();
    }

    /** Anybody's, as not everybody comes back; a few, so that no log-in waits long; none that another is clearing. */
    private void clearEnded() {
        database.sql()
                .deleteFrom(SESSIONS)
                .where(SESSIONS.ID.in(select(SESSIONS.ID)
                        .from(SESSIONS)
                        .where(SESSIONS.EXPIRES_AT.le(now()))
                        .orderBy(SESSIONS.EXPIRES_AT)
                        .limit(inline(CLEARED))
                        .forUpdate()
                        .skipLocked()))
                .execute();
    }

    private Instant now() {
        return clock.instant();
    }

    private static @Nullable String cut(@Nullable String userAgent) {
        if (userAgent == null || userAgent.isBlank()) return null;
        var plain = userAgent.replaceAll("[^\\x20-\\x7e]", "?");
        return plain.substring(
                0, Math.min(plain.length(), SESSIONS.USER_AGENT.getDataType().length()));
    }
}
