package blog.platform.openapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import blog.platform.database.ReadFrom;
import blog.platform.http.Access;
import blog.platform.http.Json;
import blog.platform.http.Routes;
import blog.posts.Post;
import blog.posts.PostInput;
import blog.support.ApiContract;
import blog.support.TestBlog;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The document keeps the rules of OpenAPI 3.1, and says what routes, records and columns say. */
class ApiDocumentTest {
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete", "patch");
    private static ObjectNode document;

    @BeforeAll
    static void read() {
        try (var blog = TestBlog.start()) {
            document = ApiContract.document(blog.client().base());
        }
    }

    @Test
    void itHasWhatEveryDocumentMustHave() {
        assertThat(document.get("openapi").asString()).matches("3\\.1\\.\\d+");
        assertThat(document.at("/info/title").asString()).isNotBlank();
        assertThat(document.at("/info/version").asString()).isNotBlank();
        assertThat(document.at("/servers/0/url").asString()).isEqualTo("http://localhost");
        assertThat(document.propertyNames())
                .containsExactlyInAnyOrder("openapi", "info", "servers", "tags", "paths", "components");
    }

    @Test
    void everyOperationHasItsOwnNameATagThatIsDeclaredAndASentence() {
        var tags = new HashSet<String>();
        document.get("tags").forEach(tag -> tags.add(tag.get("name").asString()));
        var names = operations().map(it -> it.get("operationId").asString()).toList();
        assertThat(names).doesNotHaveDuplicates().allMatch(name -> name.matches("[a-z][A-Za-z-]+"));
        assertThat(operations())
                .allSatisfy(it -> assertThat(tags).contains(it.at("/tags/0").asString()))
                .allSatisfy(it -> assertThat(it.get("summary").asString()).endsWith("."));
        assertThat(tags).contains("users", "sessions", "passwords", "posts", "likes", "ops");
    }

    @Test
    void everyPlaceInAPathIsAParameterAndTheOtherWayRound() {
        document.get("paths").properties().forEach(path -> {
            var places = Pattern.compile("\\{([^}]+)}")
                    .matcher(path.getKey())
                    .results()
                    .map(place -> place.group(1))
                    .toList();
            assertThat(path.getKey()).startsWith("/");
            assertThat(METHODS).containsAll(path.getValue().propertyNames());
            path.getValue()
                    .forEach(operation -> assertThat(parameters(operation, "path"))
                            .as(path.getKey())
                            .isEqualTo(places));
        });
    }

    @Test
    void everyParameterHasASchemaAndOccursOnce() {
        assertThat(operations()).allSatisfy(operation -> {
            var seen = new ArrayList<String>();
            operation.path("parameters").forEach(it -> {
                var parameter = resolved(it);
                assertThat(parameter.get("in").asString()).isIn("path", "query", "header");
                assertThat(parameter.has("schema")).isTrue();
                if (parameter.get("in").asString().equals("path")) {
                    assertThat(parameter.get("required").asBoolean()).isTrue();
                }
                seen.add(parameter.get("in").asString() + " "
                        + parameter.get("name").asString());
            });
            assertThat(seen).doesNotHaveDuplicates();
        });
    }

    @Test
    void everyAnswerIsDescribedAndEveryRefusalIsAProblem() {
        assertThat(operations())
                .allSatisfy(operation -> operation.get("responses").properties().forEach(entry -> {
                    assertThat(entry.getKey()).matches("[1-5]\\d\\d|default");
                    var response = resolved(entry.getValue());
                    assertThat(response.get("description").asString()).isNotBlank();
                    assertThat(response.at("/headers").propertyNames()).contains("X-Request-Id");
                    if (entry.getKey().matches("[45]..|default")) {
                        assertThat(response.at("/content/application~1problem+json/schema/$ref")
                                        .asString())
                                .isEqualTo("#/components/schemas/Problem");
                    }
                }));
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryPartIsReferredTo() {
        var references = new HashSet<String>();
        collect(document, references);
        assertThat(references)
                .allSatisfy(reference -> assertThat(
                                document.at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
        var parts = new HashSet<String>();
        document.get("components")
                .properties()
                .forEach(section -> section.getValue()
                        .propertyNames()
                        .forEach(name -> parts.add("#/components/" + section.getKey() + "/" + name)));
        parts.remove("#/components/securitySchemes/bearer");
        assertThat(references).containsAll(parts);
    }

    @Test
    void everySchemaIsOneByItsOwnMetaSchema() {
        var metaSchema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
        var schemas = new ArrayList<JsonNode>();
        document.at("/components/schemas").forEach(schemas::add);
        document.findValues("schema").forEach(schemas::add);
        assertThat(schemas)
                .hasSizeGreaterThan(20)
                .allSatisfy(schema -> assertThat(metaSchema.validate(schema))
                        .as(schema.toString())
                        .isEmpty());
        assertThat(metaSchema.validate(JsonMapper.shared().readTree("{\"type\": 1}")))
                .isNotEmpty();
    }

    @Test
    void noObjectIsOpenToMembersNobodyDescribed() {
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> assertThat(
                                schema.getValue().get("additionalProperties").asBoolean(true))
                        .as(schema.getKey())
                        .isFalse());
    }

    @Test
    void everyMemberIsExplained() {
        document.at("/components/schemas")
                .properties()
                .forEach(schema -> schema.getValue()
                        .get("properties")
                        .properties()
                        .forEach(member -> assertThat(
                                        member.getValue().path("description").asString(""))
                                .as("%s.%s needs @Says, or a comment on its column", schema.getKey(), member.getKey())
                                .isNotBlank()));
    }

    @Test
    void aColumnsCommentLengthAndNullabilityReachTheDocument() {
        var title = document.at("/components/schemas/Post/properties/title");
        assertThat(title.get("maxLength").asInt()).isEqualTo(100);
        assertThat(title.get("description").asString()).isEqualTo("One line, not blank.");
        assertThat(document.at("/components/schemas/PostInput/properties/title")
                        .get("maxLength")
                        .asInt())
                .isEqualTo(100);
        assertThat(types("/components/schemas/ProfileEdit/properties/bio")).containsExactly("string", "null");
        assertThat(types("/components/schemas/Profile/properties/bio")).containsExactly("string", "null");
        assertThat(types("/components/schemas/Profile/properties/email")).containsExactly("string");
        assertThat(texts("/components/schemas/Profile/required"))
                .contains("bio")
                .doesNotContain("email");
        assertThat(texts("/components/schemas/PostInput/required")).containsExactly("title", "content");
        assertThat(document.at("/components/schemas/PostEdit").has("required")).isFalse();
    }

    @ParameterizedTest
    @MethodSource
    void whatMayBeNullIsWhatItsColumnMayBe(Class<?> record) {
        for (var component : record.getRecordComponents()) {
            var column = ColumnSchemas.of(record, Json.name(component.getName()));
            if (column == null) continue;
            // A member that is left out may be null for a reason the column does not know, but is never sent as null.
            if (RecordSchemas.isLeftOutWhenNull(component)
                    && !column.getDataType().nullable()) {
                continue;
            }
            assertThat(RecordSchemas.isNullable(component))
                    .as("%s.%s is @Nullable as its column %s may be null", record.getSimpleName(), component, column)
                    .isEqualTo(column.getDataType().nullable());
        }
    }

    static List<? extends Class<?>> whatMayBeNullIsWhatItsColumnMayBe() {
        var records = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests()).importPackages("blog").stream()
                        .filter(it -> it.isAnnotatedWith(ReadFrom.class))
                        .map(it -> it.reflect())
                        .toList();
        assertThat(records.contains(Post.class)).isTrue();
        return records;
    }

    @Test
    void twoRoutesOfOneNameAreRefused() {
        var routes = new Routes();
        routes.get("/api/things", _ -> {}, Access.ANYONE).operationId("same").response(Post.class);
        routes.post("/api/things", _ -> {}, Access.MEMBER).operationId("same").requestBody(PostInput.class);
        var document = new ApiDocument(routes, URI.create("http://localhost"), "1");
        assertThatThrownBy(document::json).hasMessageContaining("Two routes are called same");
    }

    private static Stream<JsonNode> operations() {
        return document.get("paths").valueStream().flatMap(JsonNode::valueStream);
    }

    private static List<String> parameters(JsonNode operation, String in) {
        return operation
                .path("parameters")
                .valueStream()
                .map(ApiDocumentTest::resolved)
                .filter(it -> it.get("in").asString().equals(in))
                .map(it -> it.get("name").asString())
                .toList();
    }

    private static JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asString().substring(1)) : node;
    }

    private static List<String> types(String schema) {
        var type = document.at(schema + "/type");
        return type.isArray() ? texts(schema + "/type") : List.of(type.asString());
    }

    private static List<String> texts(String array) {
        return document.at(array).valueStream().map(JsonNode::asString).toList();
    }

    private static void collect(JsonNode node, Set<String> references) {
        if (node.has("$ref")) references.add(node.get("$ref").asString());
        node.forEach(child -> collect(child, references));
    }
}
