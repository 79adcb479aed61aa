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
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.StreamReadException;

/**
 * Reads a JSON body into a request record and validates it. Reports all errors at once: unknown members, values of the
 * wrong type, and violations of the record's own rules.
 */
public final class RequestBody {
    private static final String MERGE_PATCH = "application/merge-patch+json";
    /** Unknown members that are named in an error; a body may have a hundred thousand. */
    private static final int MOST_UNKNOWN = 20;

    private static final int LONGEST_NAME = 100;
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
        return BodyLimiter.read(ctx, bytes -> read(utf8(bytes), type, leftOut));
    }

    private static <T extends Record & SelfChecking> T read(String text, Class<T> type, PatchMember<String> leftOut) {
        var members = MEMBERS.get(type);
        var faults = new TreeMap<String, List<String>>();
        var given = given(text, members.keySet(), faults);
        var values = new ArrayList<@Nullable Object>(members.size());
        members.forEach((name, kind) -> {
            var value = given.getOrDefault(name, leftOut);
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

    /** The values of known members, read without a tree: what is nested or unknown is passed over and takes no memory. */
    private static Map<String, PatchMember<String>> given(
            String text, Set<String> known, Map<String, List<String>> faults) {
        try (var parser = Json.MAPPER.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw Problem.malformed("The body must be a JSON object.");
            }
            var given = new HashMap<String, PatchMember<String>>();
            int unknown = 0;
            for (var name = parser.nextName(); name != null; name = parser.nextName()) {
                var value = parser.nextToken();
                if (known.contains(name)) {
                    if (given.containsKey(name)) throw malformed("\"%s\" is there twice".formatted(name), parser);
                    given.put(name, value(name, value, parser, faults));
                } else if (unknown++ < MOST_UNKNOWN) {
                    faults.put(writable(name), List.of("is not a member of this request"));
                }
                parser.skipChildren();
            }
            if (parser.nextToken() != null) throw malformed("nothing may follow the object", parser);
            return given;
        } catch (StreamConstraintsException wrong) {
            throw Problem.malformed("The body is nested too deeply, or has too long a number or name.");
        } catch (StreamReadException wrong) {
            throw malformed(firstSentence(wrong), wrong.getLocation());
        }
    }

    private static PatchMember<String> value(
            String name, JsonToken token, JsonParser parser, Map<String, List<String>> faults) {
        if (token == JsonToken.VALUE_STRING) return PatchMember.to(parser.getString());
        if (token != JsonToken.VALUE_NULL) faults.put(name, List.of("must be a string"));
        return PatchMember.to(null);
    }

    /** Cut, and with a question mark for half a surrogate pair, which many parsers would refuse (RFC 8259, section 8.2). */
    private static String writable(String name) {
        var start = name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME) + "…";
        return new String(start.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static Problem malformed(String reason, JsonParser parser) {
        return malformed(reason, parser.currentTokenLocation());
    }

    private static Problem malformed(String reason, TokenStreamLocation place) {
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
