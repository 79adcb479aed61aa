package blog.users;

import static blog.schema.ConstraintNames.USERS_EMAIL_KEY;
import static blog.schema.ConstraintNames.USERS_USERNAME_KEY;
import static blog.schema.Tables.USERS;
import static org.jooq.impl.DSL.any;
import static org.jooq.impl.DSL.collation;
import static org.jooq.impl.DSL.exists;
import static org.jooq.impl.DSL.field;
import static org.jooq.impl.DSL.inline;
import static org.jooq.impl.DSL.lower;
import static org.jooq.impl.DSL.noCondition;
import static org.jooq.impl.DSL.selectOne;
import static org.jooq.impl.DSL.val;

import blog.platform.database.ConstraintViolations;
import blog.platform.database.Database;
import blog.platform.database.RowMapper;
import blog.platform.input.Requester;
import blog.platform.input.UserKey;
import blog.platform.input.Viewer;
import blog.platform.page.KeysetKey;
import blog.platform.page.PageRequest;
import blog.platform.page.Slice;
import blog.platform.problem.Problem;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import java.util.function.Supplier;
import org.jooq.Collation;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.exception.DataAccessException;
import org.jspecify.annotations.Nullable;

/** Queries of user accounts. */
public final class Users {
    /** The collation of the columns, which jOOQ's classes do not tell. */
    private static final Collation FOLDING = collation("pg_c_utf8");

    /** An update has to set something, also when it is only asked whether it may. */
    private static final Map<Field<?>, ?> NO_CHANGE = Map.of(USERS.VERSION, USERS.VERSION);

    private final Database database;
    private final PasswordHasher passwords;
    private final AccountDeletion deletion;

    public Users(Database database, PasswordHasher passwords) {
        this.database = database;
        this.passwords = passwords;
        this.deletion = new AccountDeletion(database);
    }

    /** Returns the condition for the user a request means; usernames are case-insensitive. */
    public static Condition is(UserKey user) {
        return switch (user) {
            case UserKey.ById(long id) -> USERS.ID.eq(id);
            case UserKey.ByUsername(String username) -> equalsIgnoringCase(USERS.USERNAME, username);
        };
    }

    /** As the unique indexes compare: whatever the case, and whatever the locale of the server. */
    public static Condition equalsIgnoringCase(Field<String> column, String value) {
        return lower(column).eq(lower(val(value).collate(FOLDING)));
    }

    /** @throws Problem taken, naming each field whose value somebody else has */
    public Profile register(NewUser user, Requester requester) {
        var hash = passwords.hash(requester, user.username(), user.password());
        var id = refuseTaken(
                user.username(),
                user.email(),
                noCondition(),
                () -> database.sql()
                        .insertInto(USERS)
                        .set(USERS.PASSWORD_HASH, hash)
                        .set(user.checks().values())
                        .returningResult(USERS.ID)
                        .fetchSingle()
                        .value1());
        return own(id);
    }

    /** @param viewer whose own e-mail address may be shown */
    public Profile find(UserKey user, Viewer viewer) {
        var found = fetch(is(user), viewer::is, 1);
        if (found.isEmpty()) throw Problem.notFound(user.toString());
        return found.getFirst();
    }

    /** @throws Problem unauthenticated, when another request has deleted the account meanwhile */
    public Profile own(long id) {
        var found = fetch(USERS.ID.eq(id), owner -> true, 1);
        if (found.isEmpty()) throw accountDeleted();
        return found.getFirst();
    }

    /** @throws Problem not found */
    public long idOf(UserKey user) {
        var id = find(user);
        if (id == null) throw Problem.notFound(user.toString());
        return id;
    }

    /** Null for an unknown name. An id is taken as it is, without a look whether a user has it. */
    public @Nullable Long idIfKnown(UserKey user) {
        return user instanceof UserKey.ById(long id) ? Long.valueOf(id) : find(user);
    }

    private @Nullable Long find(UserKey user) {
        return database.sql().select(USERS.ID).from(USERS).where(is(user)).fetchOne(USERS.ID);
    }

    /** All accounts, the oldest first. */
    public Slice<Profile> list(PageRequest page, Viewer viewer) {
        var after =
                page.after() == null ? noCondition() : USERS.ID.gt(page.after().id());
        var rows = fetch(after, viewer::is, page.limitAndOne());
        return Slice.of(page, rows, row -> row, row -> new KeysetKey(row.id(), row.id()));
    }

    /**
     * @param versions the versions of the profile that may be changed; null for any
     * @throws Problem taken, stale, invalid when the current password is wrong, or unauthenticated when the account is gone
     */
    public Profile edit(long id, ProfileEdit edit, @Nullable List<Integer> versions, Requester requester) {
        var comparedHash = edit.email().given() ? requirePassword(id, edit.currentPassword(), requester) : null;
        var changes = edit.checks().values();
        if (!changes.isEmpty() || versions != null) update(id, edit, changes, versions, comparedHash);
        return own(id);
    }

    /** @param comparedHash what the password was compared with, which must still be there; null when none was asked for */
    private void update(
            long id,
            ProfileEdit edit,
            Map<Field<String>, @Nullable String> changes,
            @Nullable List<Integer> versions,
            @Nullable String comparedHash) {
        var changed = refuseTaken(
                edit.username().value(),
                edit.email().value(),
                USERS.ID.ne(id),
                () -> database.sql()
                        .update(USERS)
                        .set(changes.isEmpty() ? NO_CHANGE : changes)
                        .where(USERS.ID.eq(id))
                        .and(ofVersion(versions))
                        .and(comparedHash == null ? noCondition() : USERS.PASSWORD_HASH.eq(comparedHash))
                        .execute());
        if (changed == 0) throw refusal(id, comparedHash);
    }

    /**
     * Explains why a change of this account matched no row.
     *
     * @param comparedHash what the password was compared with; null when none was asked for
     */
    public Problem refusal(long id, @Nullable String comparedHash) {
        var currentHash = hashOf(id);
        if (currentHash == null) return accountDeleted();
        return comparedHash == null || comparedHash.equals(currentHash) ? Problem.stale() : passwordChanged();
    }

    /**
     * Posts, likes and sessions go with the account.
     *
     * @throws Problem stale, or unauthenticated when the account is gone
     */
    public void delete(long id, @Nullable List<Integer> versions) {
        if (!deletion.delete(id, ofVersion(versions))) throw refusal(id, null);
    }

    private static Condition ofVersion(@Nullable List<Integer> versions) {
        return versions == null ? noCondition() : USERS.VERSION.eq(any(versions.toArray(Integer[]::new)));
    }

    /**
     * @return the hash the password was compared with, for {@link #replaceHash}
     * @throws Problem invalid, when this is not the user's password; unauthenticated, as in {@link #own}
     */
    public String requirePassword(long id, @Nullable String password, Requester requester) {
        var hash = hashOf(id);
        if (hash == null) throw accountDeleted();
        if (password == null || !passwords.matches(requester, Long.toString(id), password, hash)) {
            throw Problem.invalid("current_password", "is not your password");
        }
        return hash;
    }

    private @Nullable String hashOf(long id) {
        return database.sql()
                .select(USERS.PASSWORD_HASH)
                .from(USERS)
                .where(USERS.ID.eq(id))
                .fetchOne(USERS.PASSWORD_HASH);
    }

    /** The password was right when it was compared, and another request has set another one since. */
    private static Problem passwordChanged() {
        return Problem.invalid("current_password", "is no longer your password");
    }

    /** Replaces the hash if it is still the expected one; false when it is not, and nothing is done. */
    public boolean replaceHash(long id, String expected, String hash) {
        return database.sql()
                        .update(USERS)
                        .set(USERS.PASSWORD_HASH, hash)
                        .where(USERS.ID.eq(id))
                        .and(USERS.PASSWORD_HASH.eq(expected))
                        .execute()
                == 1;
    }

    /** The member who asks has deleted the account in another request meanwhile. */
    public static Problem accountDeleted() {
        return Problem.unauthenticated("Your account has been deleted.");
    }

    /** @param emailShown whether the e-mail address of the user with that id may be shown */
    private List<Profile> fetch(Condition condition, LongPredicate emailShown, int limit) {
        var mapper = new ProfileMapper(emailShown);
        return database.sql()
                .select(mapper.columns())
                .from(USERS)
                .where(condition)
                .orderBy(USERS.ID)
                .limit(inline(limit))
                .fetch(mapper);
    }

    /** The one read shape of a user. */
    private static final class ProfileMapper extends RowMapper<Profile> {
        private final Column<Long> id = column(USERS.ID);
        private final Column<String> username = column(USERS.USERNAME);
        private final Column<String> email = column(USERS.EMAIL);
        private final Column<@Nullable String> bio = nullable(USERS.BIO);
        private final Column<@Nullable String> imageFile = nullable(USERS.IMAGE_FILE);
        private final Column<Instant> createdAt = column(USERS.CREATED_AT);
        private final Column<Integer> version = column(USERS.VERSION);

        private final LongPredicate emailShown;

        ProfileMapper(LongPredicate emailShown) {
            this.emailShown = emailShown;
        }

        @Override
        protected Profile map(Row row) {
            return new Profile(
                    id.of(row),
                    username.of(row),
                    emailShown.test(id.of(row)) ? email.of(row) : null,
                    bio.of(row),
                    imageFile.of(row),
                    createdAt.of(row),
                    version.of(row));
        }
    }

    /** @param others who else may have taken what is written */
    private <T> T refuseTaken(@Nullable String username, @Nullable String email, Condition others, Supplier<T> write) {
        try {
            return write.get();
        } catch (DataAccessException fault) {
            var taken = new ArrayList<String>();
            if (ConstraintViolations.violated(USERS_USERNAME_KEY, fault) || isTaken(USERS.USERNAME, username, others)) {
                taken.add("username");
            }
            if (ConstraintViolations.violated(USERS_EMAIL_KEY, fault) || isTaken(USERS.EMAIL, email, others)) {
                taken.add("email");
            }
            throw taken.isEmpty() ? fault : Problem.taken(taken);
        }
    }

    /** The database names only the first constraint a row breaks; the client is told of both. */
    private boolean isTaken(Field<String> column, @Nullable String value, Condition others) {
        return value != null
                && database.sql()
                        .select(field(exists(selectOne()
                                .from(USERS)
                                .where(equalsIgnoringCase(column, value))
                                .and(others))))
                        .fetchSingle()
                        .value1();
    }
}
