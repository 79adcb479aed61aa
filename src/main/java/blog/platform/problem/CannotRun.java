package blog.platform.problem;

/**
 * A reason for which a command cannot do its work, told to the one who runs it: what is wrong and what to do about it,
 * in full sentences. {@code Main} prints the message without a stack trace and exits with status 2.
 */
public final class CannotRun extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotRun(String message) {
        super(message);
    }

    public CannotRun(String message, Throwable cause) {
        super(message, cause);
    }
}
