package blog.chain.catalog;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rules that decide which differences break the service, and why. No other class decides that. */
final class BreakingDifferenceRules {
    /** The consequence of a difference. */
    record Consequence(boolean breaking, String because) {}

    private static final Pattern REFERENCES =
            Pattern.compile("^FOREIGN KEY .*? REFERENCES (?<table>\"(?:[^\"]|\"\")+\"|[^ (]+)\\(");

    private final Set<String> tables;

    BreakingDifferenceRules(List<SchemaObject> expected) {
        this.tables = expected.stream()
                .filter(each -> each.kind() == ObjectKind.TABLE)
                .map(SchemaObject::name)
                .collect(Collectors.toSet());
    }

    Consequence ofMissing(SchemaObject object) {
        return switch (object.kind()) {
            case TABLE, VIEW, SEQUENCE -> breaks("statements that name it fail");
            case COLUMN -> breaks("statements that name it fail");
            case TYPE -> breaks("values of it cannot be read or written");
            case FUNCTION -> breaks("statements and triggers that call it fail");
            case CONSTRAINT -> breaks("rows that the service considers impossible can be written");
            case TRIGGER -> breaks("what it keeps up to date is wrong from now on");
            case INDEX ->
                object.is(SchemaObject.UNIQUE)
                        ? breaks("uniqueness is no longer enforced")
                        : harmless("queries that used it are slower");
        };
    }

    Consequence ofExtra(SchemaObject object) {
        return switch (object.kind()) {
            case TABLE, VIEW, TYPE, SEQUENCE, FUNCTION -> harmless("the service does not use it");
            case COLUMN ->
                mayBeLeftOut(object)
                        ? harmless("the service does not name it")
                        : breaks("every insert fails, since the service does not fill it");
            case CONSTRAINT -> ofExtraConstraint(object);
            case TRIGGER ->
                object.is(SchemaObject.ENABLED)
                        ? breaks("it changes or rejects what the service writes")
                        : harmless("it is disabled");
            case INDEX ->
                object.is(SchemaObject.UNIQUE)
                        ? breaks("it rejects rows that the service considers valid")
                        : harmless("writes maintain one more index");
        };
    }

    private static boolean mayBeLeftOut(SchemaObject column) {
        return column.is(SchemaObject.NULLABLE)
                || column.value(SchemaObject.DEFAULT) != null
                || column.value(SchemaObject.IDENTITY) != null
                || column.value(SchemaObject.GENERATED) != null;
    }

    private Consequence ofExtraConstraint(SchemaObject constraint) {
        if (!tables.contains(constraint.of()) && reachesOurTables(constraint)) {
            return breaks("rows it refers to can no longer be changed or deleted freely");
        }
        return isNotNull(constraint)
                ? harmless("only older rows were not checked")
                : breaks("it rejects rows that the service considers valid");
    }

    /** That a column is not null is one of the column's own properties. */
    private static boolean isNotNull(SchemaObject constraint) {
        var definition = constraint.value(SchemaObject.DEFINITION);
        return definition != null && definition.startsWith("NOT NULL");
    }

    /** Returns whether it is a foreign key to a table of ours, wherever it starts. */
    boolean reachesOurTables(SchemaObject object) {
        var definition = object.value(SchemaObject.DEFINITION);
        if (object.kind() != ObjectKind.CONSTRAINT || definition == null) return false;
        var references = REFERENCES.matcher(definition);
        return references.find() && tables.contains(references.group("table"));
    }

    Consequence ofChanged(SchemaObject object, String property) {
        if (property.equals(SchemaObject.COMMENT)) return harmless("it is only shown to people");
        if (property.equals(SchemaObject.VALIDATED)) {
            return harmless("older rows may break the rule, new ones are checked");
        }
        if (object.kind() == ObjectKind.INDEX) return ofChangedIndex(object, property);
        return switch (property) {
            case SchemaObject.TYPE -> breaks("the classes of the service were generated for the type expected");
            case SchemaObject.NULLABLE -> breaks("the service is compiled for the nullability expected");
            case SchemaObject.DEFAULT, SchemaObject.IDENTITY, SchemaObject.GENERATED ->
                breaks("rows the service writes get other values");
            case SchemaObject.ENABLED -> breaks("what it keeps up to date is wrong, or refused");
            default -> breaks("it behaves differently from what the service was tested with");
        };
    }

    private static Consequence ofChangedIndex(SchemaObject index, String property) {
        if (index.is(SchemaObject.UNIQUE) || property.equals(SchemaObject.UNIQUE)) {
            return breaks("different rows count as duplicates");
        }
        return property.equals(SchemaObject.VALID)
                ? harmless("no query uses it: drop it and build it again")
                : harmless("queries that used it may be slower");
    }

    private static Consequence breaks(String because) {
        return new Consequence(true, because);
    }

    private static Consequence harmless(String because) {
        return new Consequence(false, because);
    }
}
