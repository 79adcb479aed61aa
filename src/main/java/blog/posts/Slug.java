package blog.posts;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/** A title as it stands in an address: lower case, without accents, words joined by hyphens. */
final class Slug {
    private static final int LONGEST = 60;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern GAPS = Pattern.compile("[^\\p{L}\\p{N}]+");

    private Slug() {}

    static String of(String title) {
        var plain =
                MARKS.matcher(Normalizer.normalize(title, Normalizer.Form.NFKD)).replaceAll("");
        var words = GAPS.matcher(plain.toLowerCase(Locale.ROOT)).replaceAll("-");
        var slug = strip(words);
        if (slug.length() > LONGEST) slug = strip(slug.substring(0, end(slug)));
        return slug.isEmpty() ? "post" : slug;
    }

    /** After a whole word where there is one, and never amid a surrogate pair. */
    private static int end(String slug) {
        var end = Math.max(slug.lastIndexOf('-', LONGEST), LONGEST / 2);
        return Character.isLowSurrogate(slug.charAt(end)) ? end - 1 : end;
    }

    private static String strip(String words) {
        return words.replaceAll("^-+|-+$", "");
    }
}
