package blog.chain.catalog;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A table, a column, an index: its name and its definition.
 *
 * @param of the table, view or type it is part of; empty for what stands by itself
 * @param properties in the order they are written down in; what is usual is left out
 */
public record SchemaObject(ObjectKind kind, String of, String name, SequencedMap<String, String> properties) {
    static final String TYPE = "type";
    static final String NULLABLE = "nullable";
    static final String DEFAULT = "default";
    static final String IDENTITY = "identity";
    static final String GENERATED = "generated";
    static final String DEFINITION = "definition";
    static final String UNIQUE = "unique";
    static final String VALID = "valid";
    static final String VALIDATED = "validated";
    static final String ENABLED = "enabled";
    static final String COMMENT = "comment";

    /** The usual values of properties, which are not written down. */
    private static final Map<String, String> USUAL = Map.of(
            NULLABLE, "yes", UNIQUE, "no", VALID, "yes", VALIDATED, "yes", ENABLED, "yes", "row security", "off");

    static final Comparator<SchemaObject> ORDER = Comparator.comparing((SchemaObject object) -> object.of())
            .thenComparing(SchemaObject::kind)
            .thenComparing(SchemaObject::name);

    public SchemaObject {
        properties = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(properties));
    }

    static SchemaObject of(ObjectKind kind, @Nullable String of, String name) {
        return new SchemaObject(kind, of == null ? "" : of, name, new LinkedHashMap<>());
    }

    /** With this property as well, unless there is none or it is as usual. */
    SchemaObject with(String property, @Nullable String value) {
        if (value == null || value.equals(USUAL.get(property))) return this;
        var more = new LinkedHashMap<>(properties);
        more.put(property, value);
        return new SchemaObject(kind, of, name, more);
    }

    /** Null where the object has no such property, as a column without a default. */
    public @Nullable String value(String property) {
        return properties.getOrDefault(property, USUAL.get(property));
    }

    boolean is(String property) {
        return "yes".equals(value(property));
    }

    /** As people write it: posts.title, posts_likes_id_idx, posts_title_check on posts. */
    public String title() {
        return switch (kind) {
            case COLUMN -> of + "." + name;
            case CONSTRAINT, TRIGGER -> name + " on " + of;
            case TABLE, VIEW, TYPE, SEQUENCE, FUNCTION, INDEX -> name;
        };
    }

    /** Describes the object in one line; empty where its name says it all. */
    String summary() {
        return switch (kind) {
            case COLUMN ->
                value(TYPE)
                        + (is(NULLABLE) ? "" : ", not null")
                        + words(DEFAULT, value -> ", default " + value)
                        + words(IDENTITY, value -> ", identity " + value)
                        + words(GENERATED, value -> ", generated " + value);
            case CONSTRAINT, INDEX, TRIGGER -> words(DEFINITION, value -> value) + (is(VALID) ? "" : " (invalid)");
            case TABLE, VIEW, TYPE, SEQUENCE, FUNCTION -> "";
        };
    }

    private String words(String property, Function<String, String> sentence) {
        var value = value(property);
        return value == null ? "" : sentence.apply(value);
    }

    /** The properties of either, in the order they are written down in. */
    Set<String> propertiesWith(SchemaObject other) {
        var all = new LinkedHashSet<>(properties.keySet());
        all.addAll(other.properties.keySet());
        return all;
    }

    /** Returns the key that identifies the same object in another database. */
    String key() {
        return kind.word() + "\n" + of + "\n" + name;
    }

    @Override
    public String toString() {
        return kind.word() + " " + title()
                + properties.entrySet().stream()
                        .map(each -> each.getKey() + ": " + each.getValue())
                        .collect(Collectors.joining(", ", " {", "}"));
    }
}
