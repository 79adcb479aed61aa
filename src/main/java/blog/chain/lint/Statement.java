package blog.chain.lint;

import blog.chain.migrations.Step;
import blog.chain.migrations.Token;
import java.util.List;

/** One statement, as text, as words, and as what it does. */
record Statement(Step step, List<Token> tokens, List<Act> acts) {
    static Statement of(Step step) {
        var tokens = Token.of(step.sql(), step.line());
        return new Statement(step, tokens, Reading.of(tokens));
    }

    Words words() {
        return new Words(tokens);
    }

    int line() {
        return step.line();
    }

    /** Whether these words stand in it one after the other. */
    boolean has(String... words) {
        for (int at = 0; at < tokens.size(); at++) {
            if (new Words(tokens.subList(at, tokens.size())).sees(words)) return true;
        }
        return false;
    }
}
