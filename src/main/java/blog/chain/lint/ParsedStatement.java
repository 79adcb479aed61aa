package blog.chain.lint;

import blog.chain.migrations.ScriptStatement;
import blog.chain.migrations.SqlToken;
import java.util.List;

/** One statement: its text, its tokens, and its effect. */
record ParsedStatement(ScriptStatement step, List<SqlToken> tokens, List<DdlAction> actions) {
    static ParsedStatement of(ScriptStatement step) {
        var tokens = SqlToken.of(step.sql(), step.line());
        return new ParsedStatement(step, tokens, StatementParser.of(tokens));
    }

    TokenCursor words() {
        return new TokenCursor(tokens);
    }

    int line() {
        return step.line();
    }

    /** Returns whether these words stand in it one after the other. */
    boolean has(String... words) {
        for (int at = 0; at < tokens.size(); at++) {
            if (new TokenCursor(tokens.subList(at, tokens.size())).peek(words)) return true;
        }
        return false;
    }
}
