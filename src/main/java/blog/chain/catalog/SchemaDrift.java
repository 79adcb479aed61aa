package blog.chain.catalog;

import java.util.List;

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
}
