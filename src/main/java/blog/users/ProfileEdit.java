package blog.users;

import static blog.schema.Tables.USERS;

import blog.platform.database.ColumnChecks;
import blog.platform.http.Description;
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
        var checks = new ColumnChecks();
        username.ifGiven(value -> checks.text("username", value, USERS.USERNAME, NewUser.USERNAME));
        email.ifGiven(value -> checks.text("email", value, USERS.EMAIL, NewUser.EMAIL));
        bio.ifGiven(value -> checks.text("bio", value, USERS.BIO));
        checks.optionalSecret("current_password", currentPassword, 1, PasswordHasher.LONGEST);
        return checks.rule(
                "current_password",
                !email.given() || currentPassword != null,
                "is required to change the e-mail address");
    }
}
