package blog.passwords;

import blog.platform.database.Checks;
import blog.platform.http.Says;
import blog.users.PasswordHasher;

/** A new password, and the one it takes the place of. */
public record PasswordChange(
        @Says("The password so far.") String currentPassword,
        @Says("The password from now on.") String newPassword) implements Checks.Ruled {
    @Override
    public Checks checks() {
        return new Checks()
                .secret("current_password", currentPassword, 1, PasswordHasher.LONGEST)
                .secret("new_password", newPassword, PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
    }
}
