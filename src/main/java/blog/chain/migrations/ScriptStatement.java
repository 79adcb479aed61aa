package blog.chain.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
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
public record ScriptStatement(String sql, int line, boolean transactional) {
    private static final Pattern CONTROLS_TRANSACTION = Pattern.compile(
            "(?is)(?:begin|start|commit|end|rollback|abort|savepoint|release|prepare transaction)\\b.*");

    /** Flyway takes a parser without a database for one of PostgreSQL before 12, where this was so. */
    private static final Pattern ADDS_VALUE = Pattern.compile("(?i)alter type .* add value .*");

    /** Statements that PostgreSQL refuses in a transaction and that Flyway does not recognize. */
    private static final Pattern UNKNOWN =
            Pattern.compile("(?i)reindex (?:\\([^)]*\\) ?)?(?:index|table) concurrently .*"
                    + "|reindex ?\\([^)]*\\bconcurrently\\b[^)]*\\) ?(?:index|table) .*"
                    + "|alter table .* detach partition .* concurrently"
                    + "|cluster(?: verbose| ?\\([^)]*\\))?|alter database .* set tablespace .*");

    /**
     * The statements of a file, in order, cut by the parser that Flyway applies it with: what is measured, linted or
     * undone is what a deployment runs.
     *
     * @throws FlywayException when the text ends within a string or a comment
     */
    public static List<ScriptStatement> of(String text) {
        var parser = new PostgreSQLParser(Flyway.configure().placeholderReplacement(false), new ParsingContext());
        var steps = new ArrayList<ScriptStatement>();
        try (var statements = parser.parse(new StringResource(text))) {
            statements.forEachRemaining(statement -> steps.add(new ScriptStatement(
                            statement.getSql(), statement.getLineNumber(), statement.canExecuteInTransaction())
                    .corrected()));
        }
        return List.copyOf(steps);
    }

    private ScriptStatement corrected() {
        var text = onOneLine();
        boolean possible = ADDS_VALUE.matcher(text).matches()
                || (transactional && !UNKNOWN.matcher(text).matches());
        return new ScriptStatement(sql, line, possible);
    }

    /**
     * Returns whether Flyway, which does not know better, runs it in a transaction unless a {@code .conf} file says
     * otherwise.
     */
    public boolean needsConf() {
        return !transactional && UNKNOWN.matcher(onOneLine()).matches();
    }

    /** Returns whether it begins or ends a transaction, or a part of one. */
    public boolean controlsTransaction() {
        return transactional && CONTROLS_TRANSACTION.matcher(onOneLine()).matches();
    }

    /** The statement on one line, cut after this many letters. */
    public String summary(int letters) {
        var line = onOneLine();
        return line.length() <= letters ? line : line.substring(0, letters - 1).stripTrailing() + "…";
    }

    /** Without its comments. */
    String onOneLine() {
        return SqlToken.onOneLine(sql);
    }
}
