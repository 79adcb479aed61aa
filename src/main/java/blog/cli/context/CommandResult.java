package blog.cli.context;

/**
 * The result of a command.
 *
 * @param clean whether it found nothing that somebody should look at
 * @param json for programs, a record
 * @param text for people, as it is printed
 */
public record CommandResult(boolean clean, Object json, String text) {
    public int exitCode() {
        return clean ? 0 : 1;
    }
}
