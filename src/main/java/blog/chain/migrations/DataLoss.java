package blog.chain.migrations;

import java.util.List;

/** Why nothing was undone though it could be: rows or values would go with it. The message says how they may all the same. */
public final class DataLoss extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<String> losses;

    private DataLoss(String message, List<String> losses) {
        super(message);
        this.losses = losses;
    }

    static DataLoss of(List<Script> scripts, List<String> losses) {
        return new DataLoss(
                message(scripts, "would lose data:", losses)
                        + "Where nobody needs them, or the U script saves them elsewhere first, say --accept-data-loss.",
                losses);
    }

    /** Of what somebody wrote after the first look. */
    static DataLoss meanwhile(Script script, List<String> losses) {
        return new DataLoss(
                message(List.of(script), "would lose data that were written while it was at work:", losses)
                        + "Run it again, to see all that would be lost.",
                losses);
    }

    private static String message(List<Script> scripts, String would, List<String> losses) {
        return "Undoing " + String.join(", ", scripts.stream().map(Script::file).toList()) + " " + would + "\n  "
                + String.join("\n  ", losses) + "\nNothing of it was changed. ";
    }

    /** What would go, and how much of it, a line each. */
    public List<String> losses() {
        return losses;
    }
}
