package blog.posts;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A title as it appears in a URL: lower case, without accents, words joined by hyphens. */
final class Slug {
    private static final int LONGEST = 60;

    /** The replacement of each ASCII character. */
    private static final String ASCII = IntStream.range(0, 128)
            .mapToObj(character ->
                    Character.isLetterOrDigit(character) ? Character.toString(Character.toLowerCase(character)) : "-")
            .collect(Collectors.joining());

    private Slug() {}

    static String of(String title) {
        var slug = withoutEnd(words(title));
        if (slug.length() > LONGEST) slug = withoutEnd(slug.substring(0, end(slug)));
        return slug.isEmpty() ? "post" : slug;
    }

    /** By hand, and most titles without a look at Unicode: with regular expressions, a twelfth of a page's cost. */
    private static String words(String title) {
        var words = new byte[title.length()];
        int length = 0;
        for (int at = 0; at < title.length(); at++) {
            var character = title.charAt(at);
            if (character >= ASCII.length()) return wordsOfUnicode(title);
            var plain = ASCII.charAt(character);
            if (plain != '-' || (length > 0 && words[length - 1] != '-')) words[length++] = (byte) plain;
        }
        return new String(words, 0, length, StandardCharsets.ISO_8859_1);
    }

    private static String wordsOfUnicode(String title) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var words = new StringBuilder(plain.length());
        int character;
        for (int at = 0; at < plain.length(); at += Character.charCount(character)) {
            character = plain.codePointAt(at);
            append(words, character);
        }
        return words.toString();
    }

    private static void append(StringBuilder words, int character) {
        switch (Character.getType(character)) {
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> {}
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> words.appendCodePoint(character);
            default -> {
                if (!words.isEmpty() && words.charAt(words.length() - 1) != '-') words.append('-');
            }
        }
    }

    /** After a whole word where there is one, and never amid a surrogate pair. */
    private static int end(String slug) {
        var end = Math.max(slug.lastIndexOf('-', LONGEST), LONGEST / 2);
        return Character.isLowSurrogate(slug.charAt(end)) ? end - 1 : end;
    }

    private static String withoutEnd(String words) {
        return words.endsWith("-") ? words.substring(0, words.length() - 1) : words;
    }
}
