package blog.platform.input;

/** An answer that may hold what is meant for its reader alone, such as a token or an e-mail address, and kept by no cache. */
public interface Confidential {
    /** Returns whether this one does. */
    boolean confidential();
}
