package blog.users;

import static blog.schema.Tables.USERS;

import blog.platform.database.Checks;
import blog.platform.http.Says;

/** A registration. */
public record NewUser(
        String username,
        String email,
        @Says("The password, of any characters.") String password) implements Checks.Ruled {
    static final Checks.Pattern USERNAME = new Checks.Pattern(
            "^[^\\s\\u0000-\\u001f\\u007f-\\u009f/@?#%]+$",
            "must be one word without the characters / @ ? # %, since it stands in addresses");
    static final Checks.Pattern EMAIL = new Checks.Pattern(
            "^[^\\s\\u0000-\\u001f\\u007f-\\u009f@]+@[^\\s\\u0000-\\u001f\\u007f-\\u009f@]+$",
            "must be an e-mail address, as in ann@example.org");

    @Override
    public Checks checks() {
        return new Checks()
                .text("username", username, USERS.USERNAME, USERNAME)
                .text("email", email, USERS.EMAIL, EMAIL)
                .secret("password", password, PasswordHasher.SHORTEST, PasswordHasher.LONGEST);
    }
}
