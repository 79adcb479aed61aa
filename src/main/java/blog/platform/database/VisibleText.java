package blog.platform.database;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Finds what would make a line look like another one: invisible characters, and letters composed in another way. */
final class VisibleText {
    static final String VISIBLE = "must not contain invisible characters";
    static final String COMPOSED = "must be in the Unicode normalization form NFC";

    /** A joiner between two emoji, the first of which a variation selector may follow; or the letters that choose a flag. */
    private static final Pattern PART_OF_EMOJI = Pattern.compile(
            "[\\p{IsExtended_Pictographic}\\p{IsEmoji_Modifier}\\ufe0f]\\u200d(?=\\p{IsExtended_Pictographic})"
                    + "|\\x{1f3f4}[\\x{e0030}-\\x{e0039}\\x{e0061}-\\x{e007a}]+\\x{e007f}");

    /** The last five are blank, although Unicode counts them as letters and symbols. */
    private static final Pattern INVISIBLE = Pattern.compile("[\\p{Cf}\\u115f\\u1160\\u2800\\u3164\\uffa0]");

    private VisibleText() {}

    static List<String> faults(String text) {
        var faults = new ArrayList<String>();
        var invisible = INVISIBLE.matcher(PART_OF_EMOJI.matcher(text).replaceAll(""));
        if (invisible.find()) {
            faults.add("%s such as U+%04X".formatted(VISIBLE, invisible.group().codePointAt(0)));
        }
        if (!Normalizer.isNormalized(text, Normalizer.Form.NFC)) faults.add(COMPOSED);
        return faults;
    }
}
