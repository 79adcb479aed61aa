package blog.users;

import static blog.schema.Tables.USERS;

import blog.platform.database.ColumnChecks;
import blog.platform.input.Description;

/** A registration. */
public record NewUser(
        String username,
        String email,
        @Description("The password, of any characters.") String password) implements ColumnChecks.Ruled {
    static final ColumnChecks.Pattern USERNAME = new ColumnChecks.Pattern(
            "^[^\\s\\u0000-\\u001f\\u007f-\\u009f/@?#%]+$",
            "must be one word without the characters / @ ? # %, since it is used in URLs");
    static final ColumnChecks.Pattern EMAIL = new ColumnChecks.Pattern(
            "^[^\\s\\u0000-\\u001f\\u007f-\\u009f@]+@[^\\s\\u0000-\\u001f\\u007f-\\u009f@]+$",
            "must be an e-mail address, as in ann@example.org");

    @Override
    public ColumnChecks checks() {
        return new ColumnChecks()
                .line("username", username, USERS.USERNAME, USERNAME)
                .line("email", email, USERS.EMAIL, EMAIL)
                .secret("password", password, PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
    }
}
