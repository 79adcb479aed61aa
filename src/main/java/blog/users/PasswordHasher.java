package blog.users;

import blog.platform.problem.Problem;
import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Hashes passwords with Argon2id (RFC 9106), 19 MiB and two passes, in the PHC string format. At most one hash per
 * core is computed at a time, fewer where the heap is small; throws {@code Problem.busy} when no turn frees up within
 * a short wait.
 */
public final class PasswordHasher {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    /** The heap that one hash needs: its 19 MiB, and a little around it. */
    private static final long HASH_BYTES = 20L << 20;

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

    private final Semaphore turns;
    private final Duration wait;
    /** Hashing never pauses: on a virtual thread it would keep a carrier, and all other requests, from running. */
    private final Executor threads;

    private final SecureRandom random = new SecureRandom();
    private final String decoyHash;

    public PasswordHasher() {
        this(turns(Runtime.getRuntime().maxMemory(), Runtime.getRuntime().availableProcessors()), LONGEST_WAIT);
    }

    PasswordHasher(int turns, Duration wait) {
        this.turns = new Semaphore(turns);
        this.wait = wait;
        this.threads = Executors.newFixedThreadPool(
                turns, Thread.ofPlatform().name("hash-", 1).daemon().factory());
        this.decoyHash = hash("nobody's password");
    }

    /** Returns the number of concurrent hashes: one per core, together at most a quarter of the heap; at least one. */
    static int turns(long heap, int cores) {
        return Math.clamp(heap / 4 / HASH_BYTES, 1, cores);
    }

    public String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() ->
                ARGON2ID.hash(password.getBytes(StandardCharsets.UTF_8), salt).getResult());
    }

    /**
     * Returns whether this is the password the hash was made from.
     *
     * @param hash null when there is no such account: takes as long, and answers no
     */
    public boolean matches(String password, @Nullable String hash) {
        var known = hash != null;
        var compared = known ? hash : decoyHash;
        var function = Argon2Function.getInstanceFromHash(compared);
        return inTurn(() -> function.check(password, compared)) && known;
    }

    /** Returns whether the hash was made with other parameters than today's. */
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(ARGON2ID);
    }

    /** Runs the work on a thread for hashes, when it is its turn. */
    <T> T inTurn(Supplier<T> work) {
        takeTurn();
        try {
            return CompletableFuture.supplyAsync(work, threads).join();
        } catch (CompletionException fault) {
            throw fault.getCause() instanceof RuntimeException cause ? cause : fault;
        } finally {
            turns.release();
        }
    }

    private void takeTurn() {
        try {
            if (turns.tryAcquire(wait.toMillis(), TimeUnit.MILLISECONDS)) return;
        } catch (InterruptedException told) {
            Thread.currentThread().interrupt();
        }
        throw Problem.busy("Too many passwords are being checked at once; try again in a moment.");
    }
}
