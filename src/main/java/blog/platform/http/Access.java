package blog.platform.http;

/** The access levels of routes. */
public enum Access {
    ANYONE,
    MEMBER,
    /** Whom the handler itself lets in: it is no member, and its Authorization is no session's. */
    OPERATOR
}
