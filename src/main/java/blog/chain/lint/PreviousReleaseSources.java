package blog.chain.lint;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The sources of the release that runs while this one's migrations are applied. */
interface PreviousReleaseSources {
    /** Its name; empty when there has been none, or none that can be looked at. */
    Optional<String> tag();

    /**
     * How sources name something, as regular expressions.
     *
     * @param before what stands before its name, perhaps on an earlier line; empty where that does not matter
     * @param name without blanks, and a whole word
     */
    record Use(String before, String name) {
        Pattern pattern() {
            return Pattern.compile((before.isEmpty() ? "(?<!\\w)" : before) + name + "(?!\\w)");
        }
    }

    /** Where its sources do so: {@code file:line} each, of the name. */
    List<String> uses(Use use);
}
