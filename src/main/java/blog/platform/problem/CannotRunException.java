package blog.platform.problem;

/**
 * Thrown when a command cannot do its work; the message tells the operator what is wrong and what to do about it, in
 * full sentences. {@code Main} prints it without a stack trace and exits with status 2.
 */
public final class CannotRunException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotRunException(String message) {
        super(message);
    }

    public CannotRunException(String message, Throwable cause) {
        super(message, cause);
    }
}
