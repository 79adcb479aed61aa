package blog.posts;

import java.text.Normalizer;
import java.util.Locale;

/** A title as it stands in an address: lower case, without accents, words joined by hyphens. */
final class Slug {
    private static final int LONGEST = 60;

    private Slug() {}

    static String of(String title) {
        var plain = Normalizer.normalize(title, Normalizer.Form.NFKD).toLowerCase(Locale.ROOT);
        var words = new StringBuilder(plain.length());
        int character;
        for (int at = 0; at < plain.length(); at += Character.charCount(character)) {
            character = plain.codePointAt(at);
            append(words, character);
        }
        var slug = withoutEnd(words.toString());
        if (slug.length() > LONGEST) slug = withoutEnd(slug.substring(0, end(slug)));
        return slug.isEmpty() ? "post" : slug;
    }

    /** By hand and not by regular expressions: these were a twelfth of the cost of a page of posts. */
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
