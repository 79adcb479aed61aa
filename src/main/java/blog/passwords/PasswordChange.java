package blog.passwords;

import blog.platform.database.ColumnChecks;
import blog.platform.http.Description;
import blog.users.PasswordHasher;

/** A new password, and the one it takes the place of. */
public record PasswordChange(
        @Description("The password so far.") String currentPassword,
        @Description("The password from now on.") String newPassword)
        implements ColumnChecks.Ruled {
    @Override
    public ColumnChecks checks() {
        return new ColumnChecks()
                .secret("current_password", currentPassword, 1, PasswordHasher.LONGEST)
                .secret("new_password", newPassword, PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
    }
}
