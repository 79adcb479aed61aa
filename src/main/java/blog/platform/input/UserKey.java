package blog.platform.input;

/** A user's key in a request: the id or the name. */
public sealed interface UserKey {
    /** By number, as in {@code /api/users/12}. */
    record ById(long id) implements UserKey {
        @Override
        public String toString() {
            return "user " + id;
        }
    }

    /** By name, as in {@code /api/users/@ann}; it counts whatever its case. */
    record ByUsername(String username) implements UserKey {
        @Override
        public String toString() {
            return "user @" + username;
        }
    }
}
