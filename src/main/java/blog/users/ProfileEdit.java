package blog.users;

import static blog.schema.Tables.USERS;

import blog.platform.database.Checks;
import blog.platform.http.Says;
import blog.platform.input.Change;
import org.jspecify.annotations.Nullable;

/** A change of one's own account; what is left out stays as it is. */
public record ProfileEdit(
        Change<String> username,
        Change<String> email,
        Change<String> bio,

        @Says("Asked for when the e-mail address is to change.") @Nullable
        String currentPassword)
        implements Checks.Ruled {

    @Override
    public Checks checks() {
        var checks = new Checks();
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
