package blog.platform.input;

/** The caller of a request. */
public sealed interface Viewer {
    /** A request without a token. */
    record Anonymous() implements Viewer {}

    /**
     * A request with the token of a session in force.
     *
     * @param id the user's
     * @param session the id of the session whose token came with the request
     */
    record Member(long id, long session) implements Viewer {}

    /** Returns whether this is the member with that id. */
    default boolean is(long user) {
        return switch (this) {
            case Anonymous() -> false;
            case Member member -> member.id() == user;
        };
    }
}
