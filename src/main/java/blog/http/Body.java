package blog.http;

import blog.input.Change;
import blog.input.Checked;
import blog.problem.Problem;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON body into a request record and has it checked. Everything that is wrong is said at once: members nobody
 * knows, values of the wrong type, and the rules of the record itself.
 */
public final class Body {
    /** More than any request needs; a proxy in front may allow less. */
    static final int MAXIMUM_BYTES = 1 << 20;

    private static final Set<String> MEDIA_TYPES = Set.of("application/json", "application/merge-patch+json");

    private Body() {}

    /**
     * @return a request that broke no rule, so that its required members are not null
     * @param type a record of {@code String}, {@code Boolean}, {@code Long} and {@link Change} components
     * @throws Problem malformed, or invalid with the faults by member
     */
    public static <T extends Record & Checked> T body(Context ctx, Class<T> type) {
        var members = object(ctx);
        var faults = new TreeMap<String, List<String>>();
        var components = type.getRecordComponents();
        var known = Arrays.stream(components).map(it -> Json.name(it.getName())).collect(Collectors.toSet());
        members.propertyNames().stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> faults.put(writable(name), List.of("is not a member of this request")));
        var values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) values[i] = value(components[i], members, faults);
        var request = Records.create(type, values);
        request.faults().forEach(faults::putIfAbsent);
        if (!faults.isEmpty()) throw Problem.invalid(faults);
        return request;
    }

    /**
     * As {@link #body(Context, Class)}, but says what keeps the viewer from the thing itself before it says what is
     * wrong with the body: 404 and 403 come before 422.
     *
     * @param permission throws when the thing is not there or not the viewer's
     */
    public static <T extends Record & Checked> T body(Context ctx, Class<T> type, Runnable permission) {
        try {
            return body(ctx, type);
        } catch (Problem wrong) {
            permission.run();
            throw wrong;
        }
    }

    /** With a question mark for half a surrogate pair, which many parsers of the answer would refuse (RFC 8259, section 8.2). */
    private static String writable(String name) {
        return new String(name.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static @Nullable Object value(
            RecordComponent component, ObjectNode members, TreeMap<String, List<String>> faults) {
        var name = Json.name(component.getName());
        var node = members.get(name);
        var isChange = component.getType() == Change.class;
        if (node == null) return isChange ? Change.none() : null;
        try {
            // Every member that can be left unchanged is text so far.
            var value = node.isNull() ? null : scalar(node, isChange ? String.class : component.getType());
            return isChange ? Change.to(value) : value;
        } catch (IllegalArgumentException wrongType) {
            faults.put(name, new ArrayList<>(List.of(String.valueOf(wrongType.getMessage()))));
            return isChange ? Change.none() : null;
        }
    }

    private static Object scalar(JsonNode node, Class<?> type) {
        if (type == String.class) {
            if (!node.isString()) throw new IllegalArgumentException("must be a string");
            return node.stringValue();
        } else if (type == Boolean.class) {
            if (!node.isBoolean()) throw new IllegalArgumentException("must be true or false");
            return node.booleanValue();
        } else if (type == Long.class) {
            if (!node.isIntegralNumber() || !node.canConvertToLong())
                throw new IllegalArgumentException("must be a whole number");
            return node.longValue();
        }
        throw new IllegalStateException("no request is read into a " + type);
    }

    private static ObjectNode object(Context ctx) {
        requireJson(ctx);
        try {
            var tree = Json.MAPPER.readTree(utf8(bytes(ctx)));
            if (tree instanceof ObjectNode object) return object;
            throw Problem.malformed("The body must be a JSON object.");
        } catch (StreamReadException wrong) {
            throw malformed(firstSentence(wrong), wrong);
        } catch (StreamConstraintsException wrong) {
            throw Problem.malformed("The body has more levels than any request needs, or a longer number or name.");
        } catch (JacksonException wrong) {
            // What the parser itself accepts can only be something after the end.
            throw malformed("nothing may follow the object", wrong);
        }
    }

    private static Problem malformed(String reason, JacksonException wrong) {
        var place = wrong.getLocation();
        return Problem.malformed("The body is not JSON: %s (line %d, column %d)."
                .formatted(reason, place.getLineNr(), place.getColumnNr()));
    }

    private static void requireJson(Context ctx) {
        var header = ctx.contentType();
        var mediaType = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        if (!MEDIA_TYPES.contains(mediaType))
            throw Problems.refused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be sent as Content-Type: application/json.");
        if (header != null && header.toLowerCase(Locale.ROOT).matches(".*;\\s*charset\\s*=\\s*\"?+(?!utf-?8\\b).*"))
            throw Problem.malformed("The body must be in UTF-8.");
    }

    private static byte[] bytes(Context ctx) {
        if (ctx.req().getContentLengthLong() > MAXIMUM_BYTES) throw tooLarge();
        try {
            // The length may be unknown (chunked), so what is read is what counts.
            var bytes = ctx.bodyInputStream().readNBytes(MAXIMUM_BYTES + 1);
            if (bytes.length > MAXIMUM_BYTES) throw tooLarge();
            return bytes;
        } catch (IOException gone) {
            throw Problem.malformed("The body ended too early.");
        }
    }

    private static HttpResponseException tooLarge() {
        return Problems.refused(
                HttpStatus.CONTENT_TOO_LARGE, "The body must be at most %d bytes.".formatted(MAXIMUM_BYTES));
    }

    private static String utf8(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException wrong) {
            throw Problem.malformed("The body must be in UTF-8.");
        }
    }

    /** Without what Jackson adds in brackets, which is about its own source and not the client's. */
    private static String firstSentence(JacksonException wrong) {
        var line = wrong.getOriginalMessage().lines().findFirst().orElse("");
        return line.replaceFirst(" \\((start marker at|for Object|for Array|code \\d+).*", "")
                .replaceFirst("\\.$", "");
    }
}
