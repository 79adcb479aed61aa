package blog.passwords;

import blog.platform.database.ColumnChecks;
import blog.platform.input.Description;
import blog.users.PasswordHasher;

/** A new password, with the current one that it replaces. */
public record PasswordChange(
        @Description("The current password.") String currentPassword,
        @Description("The new password.") String newPassword)
        implements ColumnChecks.Ruled {
    @Override
    public ColumnChecks checks() {
        return new ColumnChecks()
                .secret("current_password", currentPassword, 1, PasswordHasher.LONGEST)
                .secret("new_password", newPassword, PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
    }
}
