package blog.tools.bench;

import java.util.List;
import java.util.function.IntFunction;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A statement as the service sent it to PostgreSQL.
 *
 * @param sql with {@code $1}, {@code $2} and so on for its values
 * @param values in PostgreSQL's text form
 */
record RecordedStatement(String sql, List<@Nullable String> values) {
    private static final Pattern PARAMETER = Pattern.compile("\\$(\\d+)");

    /** The text with another notation for its values. */
    String sql(IntFunction<String> notation) {
        return PARAMETER.matcher(sql).replaceAll(found -> notation.apply(index(found)));
    }

    /** The places of its values in the order of the text. */
    List<Integer> places() {
        return PARAMETER.matcher(sql).results().map(RecordedStatement::index).toList();
    }

    private static int index(MatchResult found) {
        return Integer.parseInt(found.group(1)) - 1;
    }

    boolean returnsRows() {
        return sql.contains(" returning ");
    }
}
