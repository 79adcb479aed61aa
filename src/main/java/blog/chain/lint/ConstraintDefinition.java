package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A constraint as a statement defines it.
 *
 * @param name null where PostgreSQL is left to invent one
 * @param expression of a check
 * @param parent the table that a foreign key leads to
 */
record ConstraintDefinition(
        @Nullable String name,
        Kind kind,
        List<String> columns,
        List<SqlToken> expression,
        @Nullable String parent,
        boolean saysOnDelete,
        boolean valid,
        boolean usesIndex,
        int line) {

    enum Kind {
        PRIMARY("primary key", "pkey"),
        UNIQUE("unique constraint", "key"),
        FOREIGN("foreign key", "fkey"),
        CHECK("check", "check"),
        NOT_NULL("not-null constraint", "not_null"),
        EXCLUSION("exclusion constraint", "excl");

        final String words;
        final String ending;

        Kind(String words, String ending) {
            this.words = words;
            this.ending = ending;
        }
    }

    boolean hasKeyIndex() {
        return kind == Kind.PRIMARY || kind == Kind.UNIQUE || kind == Kind.EXCLUSION;
    }

    ConstraintDefinition validated() {
        return new ConstraintDefinition(name, kind, columns, expression, parent, saysOnDelete, true, usesIndex, line);
    }

    /** Returns whether it promises that the column is never null. */
    boolean refusesNull(String column) {
        return kind == Kind.NOT_NULL && columns.contains(column)
                || kind == Kind.CHECK && SqlToken.join(bare(expression)).equals(column + " is not null");
    }

    /** PostgreSQL itself shows every check in a second parenthesis. */
    private static List<SqlToken> bare(List<SqlToken> expression) {
        var words = new TokenCursor(expression);
        var inner = words.nextParenthesis();
        return inner.isEmpty() || !words.atEnd() ? expression : bare(inner);
    }
}
