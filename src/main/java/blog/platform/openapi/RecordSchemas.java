package blog.platform.openapi;

import blog.platform.http.Json;
import blog.platform.http.ProblemResponses;
import blog.platform.input.Description;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Schemas of responses: a record's components, as they are serialized, with the descriptions of their columns. */
final class RecordSchemas {
    private final DocumentComponents components;

    RecordSchemas(DocumentComponents components) {
        this.components = components;
    }

    /** @param type a record, or a map of anything */
    ObjectNode of(Class<?> type) {
        return schema(type, type);
    }

    ObjectNode pageOf(Class<?> item, Class<? extends Record> page) {
        return components.refer(
                "schemas", item.getSimpleName() + "Page", List.of(page, item), () -> record(page, item));
    }

    private ObjectNode named(Class<?> type, String name) {
        return components.refer("schemas", name, type, () -> record(type, type));
    }

    /** @param item what a type variable stands for */
    private ObjectNode record(Class<?> type, Class<?> item) {
        var schema = DocumentComponents.object().put("type", "object");
        var members = schema.putObject("properties");
        var required = schema.putArray("required");
        for (var component : type.getRecordComponents()) {
            var name = Json.name(component.getName());
            members.set(name, member(type, component, item));
            if (!isLeftOutWhenNull(component)) required.add(name);
        }
        return schema.put("additionalProperties", false);
    }

    private ObjectNode member(Class<?> owner, RecordComponent component, Class<?> item) {
        var schema = schema(component.getGenericType(), item);
        if (isNullable(component) && !isLeftOutWhenNull(component)) schema = orNull(schema);
        ColumnSchemas.describe(ColumnSchemas.of(owner, Json.name(component.getName())), schema);
        var says = component.getAnnotation(Description.class);
        if (says != null) schema.put("description", says.value());
        return schema;
    }

    private ObjectNode schema(Type type, Class<?> item) {
        return switch (type) {
            case TypeVariable<?> _ -> schema(item, item);
            case ParameterizedType list
            when list.getRawType() == List.class -> {
                var array = DocumentComponents.object().put("type", "array");
                array.set("items", schema(list.getActualTypeArguments()[0], item));
                yield array;
            }
            case ParameterizedType map
            when map.getRawType() == Map.class -> {
                var object = DocumentComponents.object().put("type", "object");
                object.set("additionalProperties", schema(map.getActualTypeArguments()[1], item));
                yield object;
            }
            case Class<?> plain when plain.isRecord() -> named(plain, name(plain));
            case Class<?> plain -> scalar(plain);
            default -> throw unknown(type);
        };
    }

    static ObjectNode scalar(Class<?> type) {
        var schema = DocumentComponents.object();
        if (type == String.class) return schema.put("type", "string");
        if (type == Instant.class) return schema.put("type", "string").put("format", "date-time");
        if (type == boolean.class || type == Boolean.class) return schema.put("type", "boolean");
        if (type == int.class || type == Integer.class) {
            return schema.put("type", "integer").put("format", "int32");
        }
        if (type == long.class || type == Long.class) {
            return schema.put("type", "integer").put("format", "int64");
        }
        if (type == Map.class) return schema.put("type", "object");
        throw unknown(type);
    }

    static ObjectNode orNull(ObjectNode schema) {
        if (schema.has("type")) {
            var type = schema.get("type").stringValue();
            schema.putArray("type").add(type).add("null");
            return schema;
        }
        var either = DocumentComponents.object();
        either.putArray("anyOf").add(schema).addObject().put("type", "null");
        return either;
    }

    static boolean isNullable(RecordComponent component) {
        return component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    }

    static boolean isLeftOutWhenNull(RecordComponent component) {
        var include = component.getAccessor().getAnnotation(JsonInclude.class);
        return include != null && include.value() == JsonInclude.Include.NON_NULL;
    }

    private static String name(Class<?> type) {
        return type == ProblemResponses.Details.class ? "Problem" : type.getSimpleName();
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException("the API document has no word yet for " + type);
    }
}
