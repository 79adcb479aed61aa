package blog.platform.http;

/** The access levels of routes. */
public enum Access {
    ANYONE,
    MEMBER
}
