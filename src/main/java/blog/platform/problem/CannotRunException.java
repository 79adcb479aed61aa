package blog.platform.problem;

/**
 * A reason for which a command cannot do its work, told to the one who runs it: what is wrong and what to do about it,
 * in full sentences. {@code Main} prints the message without a stack trace and exits with status 2.
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
