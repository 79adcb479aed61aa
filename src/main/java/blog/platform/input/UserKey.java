package blog.platform.input;

import org.jspecify.annotations.Nullable;

/**
 * How a request names a user: by number, or by {@code @username}.
 *
 * @param username null when the user is named by number
 */
public record UserKey(long id, @Nullable String username) {
    public static UserKey of(long id) {
        return new UserKey(id, null);
    }

    @Override
    public String toString() {
        return username == null ? "user " + id : "user @" + username;
    }
}
