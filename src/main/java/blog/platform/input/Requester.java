package blog.platform.input;

/**
 * The sender of a request, as those see it who have to let requests wait.
 *
 * @param key the same for requests that share one turn among all others: those of a member, or of an address
 * @param beforeWait called by the request's thread before it waits, so that it holds nothing that others need
 * @param afterWait called by the request's thread when it goes on
 */
public record Requester(String key, Runnable beforeWait, Runnable afterWait) {}
