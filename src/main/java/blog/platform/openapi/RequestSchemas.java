package blog.platform.openapi;

import blog.platform.database.ColumnChecks;
import blog.platform.http.Json;
import blog.platform.http.RecordConstructor;
import blog.platform.input.Description;
import blog.platform.input.PatchMember;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.SequencedMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of request bodies: the rules a request record checks, read without values. */
final class RequestSchemas {
    private static final String NOT_BLANK = "\\S";

    private final DocumentComponents components;

    RequestSchemas(DocumentComponents components) {
        this.components = components;
    }

    /** @param isPatch whether members of a patch may be left out */
    ObjectNode of(Class<? extends Record> type, String name, boolean isPatch) {
        return components.refer("schemas", name, List.of(type, isPatch), () -> schema(type, isPatch));
    }

    private static ObjectNode schema(Class<? extends Record> type, boolean isPatch) {
        var rules = rules(type);
        var schema = DocumentComponents.object().put("type", "object");
        var members = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var component : type.getRecordComponents()) {
            var name = Json.name(component.getName());
            var rule = rules.get(name);
            members.set(name, member(component, rule));
            var mayBeLeftOut = isPatch && component.getType() == PatchMember.class;
            if (!mayBeLeftOut && isRequired(component, rule)) required.add(name);
        }
        if (required.isEmpty()) schema.remove("required");
        return schema.put("additionalProperties", false);
    }

    /** A member of a patch is given as null, since one that is left out is not checked. */
    static SequencedMap<String, ColumnChecks.Rule> rules(Class<? extends Record> type) {
        var values = Arrays.stream(type.getRecordComponents())
                .map(component -> component.getType() == PatchMember.class ? PatchMember.to(null) : null)
                .toArray();
        if (RecordConstructor.create(type, values) instanceof ColumnChecks.Ruled request) {
            return request.checks().rules();
        }
        throw new IllegalStateException(type + " says no rules: it should implement ColumnChecks.Ruled");
    }

    private static boolean isRequired(RecordComponent component, ColumnChecks.@Nullable Rule rule) {
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
            var sentences =
                    rule.sentences().stream().map(each -> " It " + each + ".").collect(Collectors.joining());
            schema.put("description", (schema.path("description").asString("") + sentences).strip());
        } else if (rule.column() != null) {
            schema.put("pattern", NOT_BLANK);
        }
        return schema;
    }
}
