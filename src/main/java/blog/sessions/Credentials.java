package blog.sessions;

import static blog.schema.Tables.USERS;

import blog.platform.database.ColumnChecks;
import blog.platform.input.Description;
import blog.users.PasswordHasher;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A login request: a password, and either the username or the e-mail address it belongs to. */
public record Credentials(
        @Description("The username, in any case; omit it to give the e-mail address instead.") @Nullable
        String username,

        @Description("The e-mail address, in any case; omit it to give the username instead.") @Nullable
        String email,

        @Description("The password.") String password)
        implements ColumnChecks.Ruled {

    /** The account they are said to be for, alike in any case. */
    String account() {
        return Objects.requireNonNull(username != null ? username : email).toLowerCase(Locale.ROOT);
    }

    @Override
    public ColumnChecks checks() {
        return new ColumnChecks()
                .optionalSecret(
                        "username", username, 1, USERS.USERNAME.getDataType().length())
                .optionalSecret("email", email, 1, USERS.EMAIL.getDataType().length())
                .secret("password", password, 1, PasswordHasher.LONGEST)
                .rule("username", username != null || email != null, "is required, or else email")
                .rule("email", username == null || email == null, "must be left out when username is given");
    }
}
