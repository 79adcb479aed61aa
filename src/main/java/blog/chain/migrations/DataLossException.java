package blog.chain.migrations;

import java.util.List;

/** Thrown when an undo is refused because rows or values would be lost. The message says how to undo all the same. */
public final class DataLossException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> losses;

    private DataLossException(String message, List<String> losses) {
        super(message);
        this.losses = losses;
    }

    static DataLossException of(List<MigrationScript> scripts, List<String> losses) {
        return new DataLossException(
                message(scripts, "would lose data:", losses)
                        + "Where nobody needs them, or the U script saves them elsewhere first, say --accept-data-loss.",
                losses);
    }

    /** Of what somebody wrote after the first look. */
    static DataLossException meanwhile(MigrationScript script, List<String> losses) {
        return new DataLossException(
                message(List.of(script), "would lose data that were written while it was at work:", losses)
                        + "Run it again, to see all that would be lost.",
                losses);
    }

    private static String message(List<MigrationScript> scripts, String would, List<String> losses) {
        return "Undoing "
                + String.join(", ", scripts.stream().map(MigrationScript::file).toList()) + " " + would + "\n  "
                + String.join("\n  ", losses) + "\nNothing of it was changed. ";
    }

    /** Returns the data that would be lost, with its amount, one line each. */
    public List<String> losses() {
        return losses;
    }
}
