package blog.chain.migrations;

import java.sql.SQLException;
import java.util.stream.Collectors;
import org.postgresql.util.PSQLException;

/**
 * Thrown when PostgreSQL refuses a statement of a migration; the message holds the line, PostgreSQL's message and the
 * SQL.
 */
public final class StatementFailure extends SQLException {
    private static final long serialVersionUID = 1L;
    private static final int LINES = 30;

    private final transient ScriptStatement step;

    StatementFailure(ScriptStatement step, SQLException fault) {
        super(
                "Line " + line(step, fault) + ": " + ServerRefusal.told(fault) + "\n" + indented(step.sql()),
                fault.getSQLState(),
                fault);
        this.step = step;
    }

    /** The statement that failed. */
    public ScriptStatement step() {
        return step;
    }

    /** The line PostgreSQL points at where it points at one, otherwise that where the statement begins. */
    private static int line(ScriptStatement step, SQLException fault) {
        var told = fault instanceof PSQLException refusal ? refusal.getServerErrorMessage() : null;
        int begin = SqlToken.begin(step.sql());
        if (told == null
                || told.getPosition() <= begin
                || told.getPosition() > step.sql().length()) {
            return step.line();
        }
        var before = step.sql().substring(begin, told.getPosition() - 1);
        return step.line() + (int) before.chars().filter(each -> each == '\n').count();
    }

    /** The statement without the comments above it. */
    static String code(String sql) {
        return sql.substring(SqlToken.begin(sql));
    }

    /** The statement to look at, without the comments above it and without the end of a long one. */
    static String indented(String sql) {
        var code = code(sql);
        var shown = code.lines().limit(LINES).map(line -> "    " + line).collect(Collectors.joining("\n"));
        return code.lines().count() > LINES ? shown + "\n    …" : shown;
    }
}
