package blog.chain.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sources of the release that is still running while this one's migrations are applied. */
interface PreviousReleaseSources {
    /** Its name; empty when there has been none, or none that can be looked at. */
    Optional<String> tag();

    /**
     * The regular expressions by which sources use something.
     *
     * @param before what stands before its name, perhaps on an earlier line; empty where that does not matter
     * @param name without blanks, and a whole word
     */
    record Use(String before, String name) {
        Pattern pattern() {
            return Pattern.compile((before.isEmpty() ? "(?<!\\w)" : before) + name + "(?!\\w)");
        }
    }

    /** Returns the places of these uses in the sources, as {@code file:line} of the name. */
    List<String> uses(Use use);
}
