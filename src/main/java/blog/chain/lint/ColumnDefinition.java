package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.List;

/**
 * A column as a statement defines it.
 *
 * @param value the words of its default; none without one
 * @param identity numbered by PostgreSQL
 * @param stored computed and kept
 */
record ColumnDefinition(
        String name,
        ColumnType type,
        boolean notNull,
        List<SqlToken> value,
        boolean identity,
        boolean stored,
        List<ConstraintDefinition> constraints,
        int line) {}
