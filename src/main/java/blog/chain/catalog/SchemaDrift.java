package blog.chain.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** All differences between a live schema and the expected one. */
public record SchemaDrift(List<CatalogDifference> differences) {
    public static final SchemaDrift NONE = new SchemaDrift(List.of());

    public SchemaDrift {
        differences = List.copyOf(differences);
    }

    public boolean isEmpty() {
        return differences.isEmpty();
    }

    /** Returns whether the service cannot be trusted to work with it. */
    public boolean breaking() {
        return differences.stream().anyMatch(CatalogDifference::breaking);
    }

    /** Those that break the service, or those that do not. */
    public List<CatalogDifference> thatBreak(boolean breaking) {
        return differences.stream().filter(each -> each.breaking() == breaking).toList();
    }

    /** Object by object, first what breaks the service; empty without differences. */
    public String text() {
        return section("Breaks the service:\n", thatBreak(true)) + section("Does not break it:\n", thatBreak(false));
    }

    private static String section(String heading, List<CatalogDifference> differences) {
        return differences.isEmpty() ? "" : heading + lines(differences);
    }

    /** Each difference on a line of its own, and below it what follows from it. */
    private static String lines(List<CatalogDifference> differences) {
        return differences.stream()
                .map(each -> each.text().indent(2) + "           " + each.because() + "\n")
                .collect(Collectors.joining());
    }
}
