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

    boolean atEnd() {
        return at >= tokens.size();
    }

    boolean peek(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) return false;
        }
        return true;
    }

    /** Goes past the words where they stand here. */
    boolean accept(String... words) {
        boolean here = peek(words);
        if (here) at += words.length;
        return here;
    }

    boolean acceptAny(String... words) {
        for (var word : words) {
            if (accept(word)) return true;
        }
        return false;
    }

    int line() {
        return atEnd()
                ? (tokens.isEmpty() ? 1 : tokens.getLast().line())
                : tokens.get(at).line();
    }

    SqlToken next() {
        return atEnd() ? new SqlToken(SqlToken.Kind.SYMBOL, "", line()) : tokens.get(at++);
    }

    /** A name, without the schema before it. */
    String name() {
        var name = next().text();
        while (accept(".")) name = next().text();
        return name;
    }

    List<String> names() {
        var names = new ArrayList<String>();
        do {
            names.add(name());
        } while (accept(","));
        return names;
    }

    /** Consumes the parenthesis that opens here, and returns the tokens inside it. */
    List<SqlToken> nextParenthesis() {
        var inner = new ArrayList<SqlToken>();
        if (!accept("(")) return inner;
        for (int depth = 1; !atEnd(); ) {
            var token = next();
            if (token.is("(")) depth++;
            if (token.is(")") && --depth == 0) break;
            inner.add(token);
        }
        return inner;
    }

    /** One word, or a whole parenthesis. */
    List<SqlToken> nextGroup() {
        if (!peek("(")) return List.of(next());
        int from = at;
        nextParenthesis();
        return tokens.subList(from, at);
    }

    List<SqlToken> remaining() {
        var rest = tokens.subList(Math.min(at, tokens.size()), tokens.size());
        at = tokens.size();
        return rest;
    }

    /** Cut at the commas that stand in no parenthesis. */
    static List<List<SqlToken>> parts(List<SqlToken> tokens) {
        var parts = new ArrayList<List<SqlToken>>();
        var words = new TokenCursor(tokens);
        var part = new ArrayList<SqlToken>();
        while (!words.atEnd()) {
            if (words.accept(",")) {
                parts.add(part);
                part = new ArrayList<>();
            } else {
                part.addAll(words.nextGroup());
            }
        }
        if (!part.isEmpty()) parts.add(part);
        return parts;
    }
}
