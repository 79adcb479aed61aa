package blog.cli.db;

import blog.chain.catalog.CatalogDifference;
import blog.chain.catalog.SchemaDrift;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A difference between two schemas, as --json shows it. */
record DifferenceJson(
        String what,
        String kind,
        String object,
        @Nullable String property,
        @Nullable String expected,
        @Nullable String actual,
        boolean breaking,
        String because) {
    static List<DifferenceJson> all(SchemaDrift drift) {
        return drift.differences().stream().map(DifferenceJson::of).toList();
    }

    private static DifferenceJson of(CatalogDifference found) {
        return new DifferenceJson(
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
