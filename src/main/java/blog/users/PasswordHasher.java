package blog.users;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.security.SecureRandom;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Password hashes: Argon2id (RFC 9106) with 19 MiB and two passes, in the PHC string format. At most one hash a core is
 * computed at a time, which bounds the memory a rush of log-ins takes.
 */
public final class PasswordHasher {
    public static final int SHORTEST = 8;
    public static final int LONGEST = 128;

    private static final int SALT_BYTES = 16;
    private static final Argon2Function ARGON2ID = Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID);

    private final Semaphore cores = new Semaphore(Runtime.getRuntime().availableProcessors());
    private final SecureRandom random = new SecureRandom();
    private final String nobodys = hash("nobody's password");

    public String hash(String password) {
        var salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() -> ARGON2ID.hash(password.getBytes(java.nio.charset.StandardCharsets.UTF_8), salt)
                .getResult());
    }

    /**
     * Whether this is the password the hash was made from.
     *
     * @param hash null when there is no such account: takes as long, and answers no
     */
    public boolean matches(String password, @Nullable String hash) {
        var known = hash != null;
        var compared = known ? hash : nobodys;
        var function = Argon2Function.getInstanceFromHash(compared);
        return inTurn(() -> function.check(password, compared)) && known;
    }

    /** Whether the hash was made with other parameters than today's. */
    public boolean isOutdated(String hash) {
        return !Argon2Function.getInstanceFromHash(hash).equals(ARGON2ID);
    }

    private <T> T inTurn(Supplier<T> work) {
        cores.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            cores.release();
        }
    }
}
