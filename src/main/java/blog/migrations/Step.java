package blog.migrations;

import java.util.ArrayList;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.internal.parser.ParsingContext;
import org.flywaydb.core.internal.resource.StringResource;
import org.flywaydb.database.postgresql.PostgreSQLParser;

/**
 * One statement of a migration.
 *
 * @param line where it begins in its file, from 1
 * @param transactional false for what PostgreSQL refuses inside a transaction, such as an index built concurrently
 */
public record Step(String sql, int line, boolean transactional) {
    /**
     * The statements of a file, in order, cut by the parser that Flyway applies it with: what is measured, linted or
     * undone is what a deployment runs.
     *
     * @throws FlywayException when the text ends within a string or a comment
     */
    public static List<Step> of(String text) {
        var parser = new PostgreSQLParser(Flyway.configure().placeholderReplacement(false), new ParsingContext());
        var steps = new ArrayList<Step>();
        try (var statements = parser.parse(new StringResource(text))) {
            statements.forEachRemaining(statement -> steps.add(
                    new Step(statement.getSql(), statement.getLineNumber(), statement.canExecuteInTransaction())));
        }
        return List.copyOf(steps);
    }

    /** The statement on one line, cut after this many letters. */
    public String summary(int letters) {
        var line = StepFailure.code(sql)
                .replaceAll("--[^\\n]*", "")
                .replaceAll("\\s+", " ")
                .strip();
        return line.length() <= letters ? line : line.substring(0, letters - 1).stripTrailing() + "…";
    }
}
