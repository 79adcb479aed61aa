package blog.passwords;

import blog.database.Database;
import blog.sessions.Sessions;
import blog.users.Users;

/** Changes of passwords: what they do to accounts and to sessions is done together or not at all. */
public final class Passwords {
    private final Database database;
    private final Users users;
    private final Sessions sessions;

    public Passwords(Database database, Users users, Sessions sessions) {
        this.database = database;
        this.users = users;
        this.sessions = sessions;
    }

    /** @throws blog.problem.Problem invalid, when the current password is wrong */
    public void change(long user, PasswordChange change) {
        users.requirePassword(user, change.currentPassword());
        database.transaction(() -> {
            users.setPassword(user, change.newPassword());
            sessions.endAll(user);
        });
    }
}
