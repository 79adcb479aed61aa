package blog.cli;

import blog.catalog.Difference;
import blog.catalog.Drift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference between two schemas, as --json shows it. */
record SchemaDifference(
        String what,
        String kind,
        String object,
        @Nullable String property,
        @Nullable String expected,
        @Nullable String actual,
        boolean breaking,
        String because) {
    static List<SchemaDifference> all(Drift drift) {
        return drift.differences().stream().map(SchemaDifference::of).toList();
    }

    private static SchemaDifference of(Difference found) {
        return new SchemaDifference(
                found.what().word(),
                found.kind().word(),
                found.object(),
                found.property(),
                found.expected(),
                found.actual(),
                found.breaking(),
                found.because());
    }
}
