package blog.platform.http;

/**
 * The member who asks.
 *
 * @param id the user
 * @param session the session whose token came with the request
 */
public record Viewer(long id, long session) {}
