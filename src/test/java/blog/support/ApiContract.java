package blog.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialects;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The API document as a contract: a response that it does not describe fails the test that got it. A library validates
 * JSON against its schema; schemas are read once per run.
 */
public final class ApiContract {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Refusals by the server itself, of requests it cannot take; the document's default answer. */
    private static final Set<Integer> OF_THE_SERVER = Set.of(414, 417, 431, 500, 501, 505);

    /** Refusals of what is no operation: an address or a method that nothing answers to. */
    private static final Set<Integer> OF_NOTHING = Set.of(400, 404, 405);

    private static @Nullable ApiContract known;

    private final ObjectNode document;
    private final SchemaRegistry registry = SchemaRegistry.withDialect(
            Dialects.getDraft202012(),
            builder -> builder.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private final Map<String, Schema> schemas = new ConcurrentHashMap<>();
    private final List<Template> templates;

    private record Template(String path, Pattern pattern) {}

    public ApiContract(ObjectNode document) {
        this.document = document;
        this.templates = document.get("paths").propertyNames().stream()
                .sorted(Comparator.comparing(path -> path.contains("{")))
                .map(path -> new Template(path, Pattern.compile(path.replaceAll("\\{[^}]+}", "[^/]+"))))
                .toList();
    }

    /** Of this service; all services of a run are of one release, so the first one's document is every one's. */
    static synchronized ApiContract of(URI service) {
        if (known == null) known = new ApiContract(document(service));
        return known;
    }

    public static ObjectNode document(URI service) {
        try (var http = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(service.resolve("/openapi.json"))
                    .header("Accept", "application/json")
                    .build();
            var response = http.send(request, BodyHandlers.ofByteArray());
            assertThat(response.statusCode()).as("status of /openapi.json").isEqualTo(200);
            return (ObjectNode) JSON.readTree(response.body());
        } catch (IOException fault) {
            throw new AssertionError("no API document", fault);
        } catch (InterruptedException fault) {
            Thread.currentThread().interrupt();
            throw new AssertionError(fault);
        }
    }

    /** Fails when the document does not describe this answer. */
    void check(String method, String target, Reply reply) {
        var path = target.replaceFirst("[?#].*", "");
        if (path.equals("/docs") || path.startsWith("/docs/")) return;
        var asked = method + " " + target;
        var template = templates.stream()
                .filter(it -> it.pattern().matcher(path).matches())
                .findFirst();
        var operation = template.map(it -> operation(it, method)).orElse(null);
        if (method.equals("OPTIONS") && reply.status() == 204) return;
        if (operation == null) checkRefusal(asked, reply);
        else checkAnswer(asked, method, operation, reply);
    }

    private @Nullable JsonNode operation(Template template, String method) {
        var verb = method.equals("HEAD") ? "get" : method.toLowerCase(Locale.ROOT);
        return document.get("paths").get(template.path()).get(verb);
    }

    private void checkRefusal(String asked, Reply reply) {
        if (!OF_THE_SERVER.contains(reply.status()) && !OF_NOTHING.contains(reply.status())) {
            fail("%s is not in the API document, yet it answered %d: %s", asked, reply.status(), reply.text());
        }
        checkProblem(asked, reply);
    }

    private void checkProblem(String asked, Reply reply) {
        checkHeaders(asked, response("Problem"), reply);
        if (!asked.startsWith("HEAD ")) checkBody(asked, response("Problem"), reply);
    }

    private JsonNode response(String name) {
        return document.at("/components/responses/" + name);
    }

    private void checkAnswer(String asked, String method, JsonNode operation, Reply reply) {
        var described = operation.get("responses").get(String.valueOf(reply.status()));
        if (described == null) {
            if (!OF_THE_SERVER.contains(reply.status())) {
                fail(
                        "%s answered %d, which is none of the %s in the API document: %s",
                        asked, reply.status(), operation.get("responses").propertyNames(), reply.text());
            }
            checkProblem(asked, reply);
            return;
        }
        var response = resolve(described);
        checkHeaders(asked, response, reply);
        if (method.equals("HEAD")) {
            assertThat(reply.bytes()).as("body of %s", asked).isEmpty();
        } else {
            checkBody(asked, response, reply);
        }
    }

    private void checkHeaders(String asked, JsonNode response, Reply reply) {
        response.path("headers").properties().forEach(entry -> {
            var header = resolve(entry.getValue());
            var value = reply.headerOrNull(entry.getKey());
            if (value == null) {
                if (header.path("required").asBoolean(false)) {
                    fail("%s answered %d without the header %s", asked, reply.status(), entry.getKey());
                }
            } else {
                var text = JSON.getNodeFactory().stringNode(value);
                validate(asked + ", header " + entry.getKey(), header.get("schema"), text);
            }
        });
    }

    private void checkBody(String asked, JsonNode response, Reply reply) {
        var content = response.get("content");
        if (content == null) {
            assertThat(reply.text()).as("body of %s", asked).isEmpty();
            return;
        }
        var mediaType = String.valueOf(reply.headerOrNull("Content-Type")).replaceFirst(";.*", "");
        var described = content.get(mediaType);
        if (described == null) {
            fail("%s answered %d as %s, not as %s", asked, reply.status(), mediaType, content.propertyNames());
        } else {
            validate(asked + " answered " + reply.status(), described.get("schema"), parsed(asked, reply));
        }
    }

    private static JsonNode parsed(String asked, Reply reply) {
        try {
            return reply.json();
        } catch (JacksonException wrong) {
            return fail("%s answered what is no JSON: %s", asked, reply.text());
        }
    }

    private void validate(String what, JsonNode schema, JsonNode value) {
        var faults = schemas.computeIfAbsent(schema.toString(), none -> compile(schema))
                .validate(value);
        if (!faults.isEmpty()) fail("%s, which is not as the API document says:%n  %s%n  %s", what, value, faults);
    }

    /** The components go along, since it is they that the references in a schema lead to. */
    private Schema compile(JsonNode schema) {
        var whole = (ObjectNode) schema.deepCopy();
        whole.set("components", document.get("components"));
        return registry.getSchema(whole);
    }

    private JsonNode resolve(JsonNode node) {
        var reference = node.get("$ref");
        return reference == null ? node : document.at(reference.stringValue().substring(1));
    }
}
