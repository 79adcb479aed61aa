package blog.passwords;

import blog.platform.database.Database;
import blog.platform.input.Requester;
import blog.sessions.Sessions;
import blog.users.PasswordHasher;
import blog.users.Users;

/** Changes of passwords, applied to the account and its sessions in one transaction. */
public final class Passwords {
    private final Database database;
    private final Users users;
    private final Sessions sessions;
    private final PasswordHasher hasher;

    public Passwords(Database database, Users users, Sessions sessions, PasswordHasher hasher) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
        this.hasher = hasher;
    }

    /** @throws blog.platform.problem.Problem invalid, when the current password is wrong; unauthenticated, when the account is gone */
    public void change(long user, PasswordChange change, Requester requester) {
        var comparedHash = users.requirePassword(user, change.currentPassword(), requester);
        var hash = hasher.hash(requester, Long.toString(user), change.newPassword());
        database.transaction(() -> {
            if (!users.replaceHash(user, comparedHash, hash)) throw users.refusal(user, comparedHash);
            sessions.endAll(user);
        });
    }
}
