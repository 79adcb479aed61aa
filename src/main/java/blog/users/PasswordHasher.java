package blog.users;

import blog.platform.config.HeapPlan;
import blog.platform.input.Requester;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id (RFC 9106), 19 MiB and two passes, in the PHC string format. At most one hash per
 * core is computed at a time, fewer where the heap is small. Requesters take turns, and so do the accounts that one of them
 * asks for; throws {@code Problem.busy} when too many wait, and when no turn comes within a short wait.
 */
public final class PasswordHasher {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    /** In all, about what one core computes within the longest wait. */
    private static final FairQueue.Bounds WAITING = new FairQueue.Bounds(256, 64, 16);

    /** Hashing never pauses: on a virtual thread it would keep a carrier, and all other requests, from running. */
    private final FairExecutor turns;

    private final SecureRandom random = new SecureRandom();
    private final String decoyHash;

    public PasswordHasher() {
        this(HeapPlan.ofThisProcess().hashes(), LONGEST_WAIT);
    }

    PasswordHasher(int turns, Duration wait) {
        this.turns = new FairExecutor(turns, WAITING, wait, "hash-");
        this.decoyHash = compute("nobody's password");
    }

    /** @param account whose password it is to be, as the requester names it */
    public String hash(Requester requester, String account, String password) {
        return inTurn(requester, account, () -> compute(password));
    }

    private String compute(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return ARGON2ID.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult();
    }

    /**
     * Returns whether this is the password the hash was made from.
     *
     * @param account whose password it should be, as the requester names it
     * @param hash null when there is no such account: takes as long, and answers no
     */
    public boolean matches(Requester requester, String account, String password, @Nullable String hash) {
        var known = hash != null;
        var compared = known ? hash : decoyHash;
        var function = Argon2Function.getInstanceFromHash(compared);
        return inTurn(requester, account, () -> function.check(password, compared)) && known;
    }

    /** Returns whether the hash was made with other parameters than today's. */
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(ARGON2ID);
    }

    <T> T inTurn(Requester requester, String account, Supplier<T> work) {
        return turns.call(requester, account, work);
    }
}
