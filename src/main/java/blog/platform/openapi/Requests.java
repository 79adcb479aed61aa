package blog.platform.openapi;

import blog.platform.database.Checks;
import blog.platform.http.Json;
import blog.platform.http.Records;
import blog.platform.http.Says;
import blog.platform.input.Change;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of what is sent: the rules a request record checks, read without values. */
final class Requests {
    private static final String NOT_BLANK = "\\S";

    private final Components components;

    Requests(Components components) {
        this.components = components;
    }

    ObjectNode of(Class<? extends Record> type) {
        return components.refer("schemas", type.getSimpleName(), type, () -> schema(type));
    }

    private static ObjectNode schema(Class<? extends Record> type) {
        var rules = rules(type);
        var schema = Components.object().put("type", "object");
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
    static SequencedMap<String, Checks.Rule> rules(Class<? extends Record> type) {
        var values = Arrays.stream(type.getRecordComponents())
                .map(component -> component.getType() == Change.class ? Change.to(null) : null)
                .toArray();
        if (Records.create(type, values) instanceof Checks.Ruled request)
            return request.checks().rules();
        throw new IllegalStateException(type + " says no rules: it should implement Checks.Ruled");
    }

    private static boolean isRequired(RecordComponent component, Checks.@Nullable Rule rule) {
        if (component.getType() == Change.class) return false;
        return rule == null ? !Types.isNullable(component) : !rule.nullable();
    }

    private static ObjectNode member(RecordComponent component, Checks.@Nullable Rule rule) {
        var schema = rule == null ? Types.scalar(component.getType()) : text(rule);
        var mayBeNull = rule == null ? Types.isNullable(component) : rule.nullable();
        var says = component.getAnnotation(Says.class);
        if (says != null) schema.put("description", says.value());
        return mayBeNull ? Types.orNull(schema) : schema;
    }

    private static ObjectNode text(Checks.Rule rule) {
        var schema = Components.object().put("type", "string");
        Columns.describe(rule.column(), schema);
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
