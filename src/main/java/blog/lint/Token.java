package blog.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A word of SQL; comments are none.
 *
 * @param text a word in small letters, a quoted name without its quotes, anything else as it stands
 * @param line in its file, from 1
 */
record Token(Kind kind, String text, int line) {
    enum Kind {
        WORD,
        NAME,
        STRING,
        NUMBER,
        SYMBOL
    }

    private static final Pattern NEXT = Pattern.compile(
            "(?<space>\\s+|--[^\\n]*)|(?<comment>/\\*)"
                    + "|(?<string>[eE]'(?:[^'\\\\]|\\\\.|'')*'|(?:[bBxXnN]|[uU]&)?'(?:[^']|'')*')"
                    + "|(?<name>\"(?:[^\"]|\"\")*\")|(?<dollar>\\$(?:[A-Za-z_\\x{80}-\\x{10FFFF}][\\w\\x{80}-\\x{10FFFF}]*)?\\$)"
                    + "|(?<word>[A-Za-z_\\x{80}-\\x{10FFFF}][\\w$\\x{80}-\\x{10FFFF}]*)|(?<number>\\d[\\w.]*)|(?<symbol>.)",
            Pattern.DOTALL);

    /** @param line where the first word stands */
    static List<Token> of(String sql, int line) {
        var tokens = new ArrayList<Token>();
        var next = NEXT.matcher(sql);
        int at = 0;
        int begin = -1;
        while (at < sql.length() && next.find(at)) {
            int end = end(sql, next);
            var kind = kind(next);
            if (kind != null) {
                begin = begin < 0 ? at : begin;
                tokens.add(new Token(kind, text(kind, sql.substring(at, end)), line + lines(sql, begin, at)));
            }
            at = end;
        }
        return tokens;
    }

    private static int end(String sql, Matcher next) {
        if (next.group("comment") != null) {
            return endOfComment(sql, next.end());
        }
        if (next.group("dollar") != null) {
            int close = sql.indexOf(next.group(), next.end());
            return close < 0 ? sql.length() : close + next.group().length();
        }
        return next.end();
    }

    /** PostgreSQL lets one comment stand in another. */
    private static int endOfComment(String sql, int from) {
        int at = from;
        for (int depth = 1; depth > 0 && at < sql.length(); at++) {
            if (sql.startsWith("*/", at)) {
                depth--;
                at++;
            } else if (sql.startsWith("/*", at)) {
                depth++;
                at++;
            }
        }
        return at;
    }

    private static @Nullable Kind kind(Matcher next) {
        if (next.group("space") != null || next.group("comment") != null) return null;
        if (next.group("word") != null) return Kind.WORD;
        if (next.group("name") != null) return Kind.NAME;
        if (next.group("number") != null) return Kind.NUMBER;
        return next.group("symbol") != null ? Kind.SYMBOL : Kind.STRING;
    }

    private static String text(Kind kind, String found) {
        return switch (kind) {
            case WORD -> found.toLowerCase(Locale.ROOT);
            case NAME -> found.substring(1, found.length() - 1).replace("\"\"", "\"");
            case STRING, NUMBER, SYMBOL -> found;
        };
    }

    private static int lines(String sql, int from, int to) {
        return (int)
                sql.substring(from, to).chars().filter(each -> each == '\n').count();
    }

    boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }

    static String join(List<Token> tokens) {
        return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    }
}
