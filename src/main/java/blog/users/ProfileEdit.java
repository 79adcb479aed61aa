package blog.users;

import static blog.schema.Tables.USERS;

import blog.platform.database.ColumnChecks;
import blog.platform.input.Description;
import blog.platform.input.PatchMember;
import org.jspecify.annotations.Nullable;

/** A change of one's own account; what is left out stays as it is. */
public record ProfileEdit(
        PatchMember<String> username,
        PatchMember<String> email,
        PatchMember<String> bio,

        @Description("Required to change the e-mail address.") @Nullable
        String currentPassword)
        implements ColumnChecks.Ruled {

    @Override
    public ColumnChecks checks() {
        return new ColumnChecks()
                .line("username", username, USERS.USERNAME, NewUser.USERNAME)
                .line("email", email, USERS.EMAIL, NewUser.EMAIL)
                .text("bio", bio, USERS.BIO)
                .optionalSecret("current_password", currentPassword, 1, PasswordHasher.LONGEST)
                .rule(
                        "current_password",
                        !email.given() || currentPassword != null,
                        "is required to change the e-mail address");
    }
}
