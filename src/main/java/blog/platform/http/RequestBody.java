package blog.platform.http;

import blog.platform.input.PatchMember;
import blog.platform.input.SelfChecking;
import blog.platform.problem.Problem;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.HttpStatus;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads a JSON body into a request record and validates it. Reports all errors at once: unknown members, values of the
 * wrong type, and violations of the record's own rules.
 */
public final class RequestBody {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    private static final Pattern OTHER_CHARSET =
            Pattern.compile(";\\s*charset\\s*=\\s*\"?+(?!utf-?8\\b)", Pattern.CASE_INSENSITIVE);

    /** The members of a request by their JSON names, in the order of its components. */
    private static final ClassValue<SequencedMap<String, Class<?>>> MEMBERS = new ClassValue<>() {
        @Override
        protected SequencedMap<String, Class<?>> computeValue(Class<?> type) {
            var members = new LinkedHashMap<String, Class<?>>();
            for (var component : type.getRecordComponents()) {
                if (component.getType() != String.class && component.getType() != PatchMember.class) {
                    throw new IllegalStateException("no request is read into a " + component);
                }
                members.put(Json.name(component.getName()), component.getType());
            }
            return members;
        }
    };

    private RequestBody() {}

    /**
     * @return a request that broke no rule, so that its required members are not null
     * @param type a record of {@code String} and {@code PatchMember<String>} components; only a PATCH leaves any of the
     *     latter out, elsewhere one that is not there is null
     * @throws Problem malformed, or invalid with the faults by member
     */
    public static <T extends Record & SelfChecking> T body(Context ctx, Class<T> type) {
        requireJson(ctx);
        var leftOut =
                ctx.method().equals(HandlerType.PATCH) ? PatchMember.<String>none() : PatchMember.<String>to(null);
        return BodyLimiter.of(ctx, bytes -> read(object(bytes), type, leftOut));
    }

    private static <T extends Record & SelfChecking> T read(
            ObjectNode given, Class<T> type, PatchMember<String> leftOut) {
        var members = MEMBERS.get(type);
        var faults = new TreeMap<String, List<String>>();
        for (var name : given.propertyNames()) {
            if (!members.containsKey(name)) faults.put(writable(name), List.of("is not a member of this request"));
        }
        var values = new ArrayList<@Nullable Object>(members.size());
        members.forEach((name, kind) -> {
            var value = text(name, given.get(name), faults, leftOut);
            values.add(kind == PatchMember.class ? value : value.value());
        });
        var request = RecordConstructor.create(type, values.toArray());
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
    public static <T extends Record & SelfChecking> T body(Context ctx, Class<T> type, Runnable permission) {
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

    private static PatchMember<String> text(
            String name, @Nullable JsonNode given, Map<String, List<String>> faults, PatchMember<String> leftOut) {
        if (given == null) return leftOut;
        if (given.isNull()) return PatchMember.to(null);
        if (given.isString()) return PatchMember.to(given.stringValue());
        faults.put(name, List.of("must be a string"));
        return leftOut;
    }

    private static ObjectNode object(byte[] body) {
        try {
            var tree = Json.MAPPER.readTree(utf8(body));
            if (tree instanceof ObjectNode object) return object;
            throw Problem.malformed("The body must be a JSON object.");
        } catch (StreamReadException wrong) {
            throw malformed(firstSentence(wrong), wrong);
        } catch (StreamConstraintsException wrong) {
            throw Problem.malformed("The body is nested too deeply, or has too long a number or name.");
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
        if (Responses.JSON.equals(header)) return;
        var mediaType = header == null ? "" : header.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        var isPatch = ctx.method().equals(HandlerType.PATCH) && mediaType.equals(MERGE_PATCH);
        if (!isPatch && !mediaType.equals(Responses.JSON)) {
            throw ProblemResponses.refused(
                    HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The body must be sent as Content-Type: application/json.");
        }
        if (header != null && OTHER_CHARSET.matcher(header).find()) {
            throw Problem.malformed("The body must be in UTF-8.");
        }
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
