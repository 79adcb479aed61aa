package blog.lint;

import java.util.List;
import java.util.Optional;

/** The sources of the release that runs while this one's migrations are applied. */
interface PreviousRelease {
    /** Its name; empty when there has been none, or none that can be looked at. */
    Optional<String> tag();

    /** Where its sources match: {@code file:line} each. */
    List<String> uses(String pattern);
}
