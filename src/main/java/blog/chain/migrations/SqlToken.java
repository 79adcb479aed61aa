package blog.chain.migrations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A token of SQL; comments are skipped.
 *
 * @param text a word in small letters, a quoted name without its quotes, anything else as it stands
 * @param line in its file, from 1
 */
public record SqlToken(Kind kind, String text, int line) {
    /** The kind of a token. */
    public enum Kind {
        WORD,
        NAME,
        STRING,
        NUMBER,
        SYMBOL
    }

    private static final Pattern NEXT = Pattern.compile(
            "(?<space>\\s+|--[^\\n]*)|(?<comment>/\\*)"
                    + "|(?<string>[eE]'(?:[^'\\\\]++|\\\\.|'')*+'|(?:[bBxXnN]|[uU]&)?'(?:[^']++|'')*+')"
                    + "|(?<name>\"(?:[^\"]++|\"\")*+\")|(?<dollar>\\$(?:[A-Za-z_\\x{80}-\\x{10FFFF}][\\w\\x{80}-\\x{10FFFF}]*)?\\$)"
                    + "|(?<word>[A-Za-z_\\x{80}-\\x{10FFFF}][\\w$\\x{80}-\\x{10FFFF}]*)|(?<number>\\d[\\w.]*)|(?<symbol>.)",
            Pattern.DOTALL);

    /** Some letters of a text, from the first to before the last; no kind means space or a comment. */
    private record Span(@Nullable Kind kind, int from, int to) {}

    /** @param line where the first word stands */
    public static List<SqlToken> of(String sql, int line) {
        int begin = begin(sql);
        var tokens = new ArrayList<SqlToken>();
        for (var span : spans(sql)) {
            var kind = span.kind;
            if (kind != null) {
                var found = sql.substring(span.from, span.to);
                tokens.add(new SqlToken(kind, text(kind, found), line + lines(sql, begin, span.from)));
            }
        }
        return tokens;
    }

    /** Returns the offset of the first token; 0 where there is none. */
    static int begin(String sql) {
        return spans(sql).stream()
                .filter(span -> span.kind != null)
                .mapToInt(Span::from)
                .findFirst()
                .orElse(0);
    }

    /** On one line and without comments; what looks like one in quotes is none. */
    static String onOneLine(String sql) {
        return spans(sql).stream()
                .map(span -> span.kind == null ? " " : sql.substring(span.from, span.to))
                .collect(Collectors.joining())
                .replaceAll("\\s+", " ")
                .strip();
    }

    /** The text with blanks where this word first stands, so that lines and columns stay what they are. */
    static String without(String word, String sql) {
        return spans(sql).stream()
                .filter(span -> span.kind == Kind.WORD)
                .filter(span -> sql.substring(span.from, span.to).equalsIgnoreCase(word))
                .findFirst()
                .map(span -> sql.substring(0, span.from) + " ".repeat(word.length()) + sql.substring(span.to))
                .orElse(sql);
    }

    private static List<Span> spans(String sql) {
        var spans = new ArrayList<Span>();
        var next = NEXT.matcher(sql);
        for (int at = 0; at < sql.length() && next.find(at); ) {
            int end = end(sql, next);
            spans.add(new Span(kind(next), at, end));
            at = end;
        }
        return spans;
    }

    private static int end(String sql, Matcher next) {
        if (next.group("comment") != null) return endOfComment(sql, next.end());
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

    /** Returns whether its last comment or dollar quote is not closed. */
    public static boolean endsOpen(String sql) {
        var spans = spans(sql);
        if (spans.isEmpty()) return false;
        int from = spans.getLast().from;
        var last = sql.substring(from);
        // One more end of a comment is only needed, and only consumed, where the comment is open.
        if (last.startsWith("/*")) return endOfComment(sql + "*/", from + 2) > sql.length();
        var quote = last.startsWith("$") ? last.substring(0, last.indexOf('$', 1) + 1) : "";
        return !last.endsWith(quote) || last.length() < 2 * quote.length();
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

    /** Returns whether it is this word or sign, unquoted. */
    public boolean is(String word) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equals(word);
    }

    /** Returns whether it may be the name of something. */
    public boolean isName() {
        return kind == Kind.WORD || kind == Kind.NAME;
    }

    /** With a blank between two. */
    public static String join(List<SqlToken> tokens) {
        return tokens.stream().map(SqlToken::text).collect(Collectors.joining(" "));
    }
}
