package blog.chain.lint;

import blog.chain.migrations.Token;
import java.util.List;

/**
 * A column as a statement describes it.
 *
 * @param value the words of its default; none without one
 * @param identity numbered by PostgreSQL
 * @param stored computed and kept
 */
record Column(
        String name,
        Type type,
        boolean notNull,
        List<Token> value,
        boolean identity,
        boolean stored,
        List<Constraint> constraints,
        int line) {}
