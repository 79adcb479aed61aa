package blog.chain.lint;

import blog.chain.migrations.SqlToken;
import java.util.ArrayList;
import java.util.List;

/** Consumes tokens one after another. */
final class TokenCursor {
    private final List<SqlToken> tokens;
    private int at;

    TokenCursor(List<SqlToken> tokens) {
        this.tokens = tokens;
    }

    boolean end() {
        return at >= tokens.size();
    }

    boolean sees(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) return false;
        }
        return true;
    }

    /** Goes past the words where they stand here. */
    boolean took(String... words) {
        boolean here = sees(words);
        if (here) at += words.length;
        return here;
    }

    boolean tookOneOf(String... words) {
        for (var word : words) {
            if (took(word)) return true;
        }
        return false;
    }

    int line() {
        return end()
                ? (tokens.isEmpty() ? 1 : tokens.getLast().line())
                : tokens.get(at).line();
    }

    SqlToken take() {
        return end() ? new SqlToken(SqlToken.Kind.SYMBOL, "", line()) : tokens.get(at++);
    }

    /** A name, without the schema before it. */
    String name() {
        var name = take().text();
        while (took(".")) name = take().text();
        return name;
    }

    List<String> names() {
        var names = new ArrayList<String>();
        do {
            names.add(name());
        } while (took(","));
        return names;
    }

    /** Consumes the parenthesis that opens here, and returns the tokens inside it. */
    List<SqlToken> parenthesis() {
        var inner = new ArrayList<SqlToken>();
        if (!took("(")) return inner;
        for (int depth = 1; !end(); ) {
            var token = take();
            if (token.is("(")) depth++;
            if (token.is(")") && --depth == 0) break;
            inner.add(token);
        }
        return inner;
    }

    /** One word, or a whole parenthesis. */
    List<SqlToken> piece() {
        if (!sees("(")) return List.of(take());
        int from = at;
        parenthesis();
        return tokens.subList(from, at);
    }

    List<SqlToken> rest() {
        var rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
        at = tokens.size();
        return rest;
    }

    /** Cut at the commas that stand in no parenthesis. */
    static List<List<SqlToken>> parts(List<SqlToken> tokens) {
        var parts = new ArrayList<List<SqlToken>>();
        var words = new TokenCursor(tokens);
        var part = new ArrayList<SqlToken>();
        while (!words.end()) {
            if (words.took(",")) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                part.addAll(words.piece());
            }
        }
        if (!part.isEmpty()) parts.add(part);
        return parts;
    }
}
