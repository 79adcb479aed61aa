package blog.platform.http;

/** Who may call a route. */
public enum Access {
    ANYONE,
    MEMBER
}
