package blog.platform.openapi;

import blog.platform.database.ColumnChecks;
import blog.platform.http.Description;
import blog.platform.http.Json;
import blog.platform.http.RecordConstructor;
import blog.platform.input.PatchMember;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of request bodies: the rules a request record checks, read without values. */
final class RequestSchemas {
    private static final String NOT_BLANK = "\\S";

    private final DocumentComponents components;

    RequestSchemas(DocumentComponents components) {
        this.components = components;
    }

    ObjectNode of(Class<? extends Record> type) {
        return components.refer("schemas", type.getSimpleName(), type, () -> schema(type));
    }

    private static ObjectNode schema(Class<? extends Record> type) {
        var rules = rules(type);
        var schema = DocumentComponents.object().put("type", "object");
        var members = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var component : type.getRecordComponents()) {
            var name = Json.name(component.getName());
            var rule = rules.get(name);
            members.set(name, member(component, rule));
            if (isRequired(component, rule)) required.add(name);
        }
        if (required.isEmpty()) schema.remove("required");
        return schema.put("additionalProperties", false);
    }

    /** A change that is given to null has its rules checked too, as one that is left out has not. */
    static SequencedMap<String, ColumnChecks.Rule> rules(Class<? extends Record> type) {
        var values = Arrays.stream(type.getRecordComponents())
                .map(component -> component.getType() == PatchMember.class ? PatchMember.to(null) : null)
                .toArray();
        if (RecordConstructor.create(type, values) instanceof ColumnChecks.Ruled request)
            return request.checks().rules();
        throw new IllegalStateException(type + " says no rules: it should implement ColumnChecks.Ruled");
    }

    private static boolean isRequired(RecordComponent component, ColumnChecks.@Nullable Rule rule) {
        if (component.getType() == PatchMember.class) return false;
        return rule == null ? !RecordSchemas.isNullable(component) : !rule.nullable();
    }

    private static ObjectNode member(RecordComponent component, ColumnChecks.@Nullable Rule rule) {
        var schema = rule == null ? RecordSchemas.scalar(component.getType()) : text(rule);
        var mayBeNull = rule == null ? RecordSchemas.isNullable(component) : rule.nullable();
        var says = component.getAnnotation(Description.class);
        if (says != null) schema.put("description", says.value());
        return mayBeNull ? RecordSchemas.orNull(schema) : schema;
    }

    private static ObjectNode text(ColumnChecks.Rule rule) {
        var schema = DocumentComponents.object().put("type", "string");
        ColumnSchemas.describe(rule.column(), schema);
        if (rule.minimum() > 0) schema.put("minLength", rule.minimum());
        if (rule.maximum() < Integer.MAX_VALUE) schema.put("maxLength", rule.maximum());
        if (rule.pattern() != null) {
            schema.put("pattern", rule.pattern().regex());
            var sentence = "It " + rule.pattern().sentence() + ".";
            schema.put("description", (schema.path("description").asString("") + " " + sentence).strip());
        } else if (rule.column() != null) schema.put("pattern", NOT_BLANK);
        return schema;
    }
}
