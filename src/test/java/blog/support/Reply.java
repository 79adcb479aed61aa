package blog.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A response of the service, and the assertions on it. */
public final class Reply {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String asked;
    private final int status;
    private final HttpHeaders headers;
    private final byte[] body;

    Reply(String asked, HttpResponse<byte[]> response) {
        this(asked, response.statusCode(), response.headers(), response.body());
    }

    Reply(String asked, int status, HttpHeaders headers, byte[] body) {
        this.asked = asked;
        this.status = status;
        this.headers = headers;
        this.body = body;
    }

    /** Fails with the whole answer when the status is another. */
    public Reply is(int expected) {
        assertThat(status).as("%s answered %s", asked, text()).isEqualTo(expected);
        return this;
    }

    /** @param value of the member at this path ({@code author.id}, {@code items[0].title}); numbers compare as such */
    public Reply has(String member, Object value) {
        assertThat(plain(get(member)))
                .as("%s of %s, which answered %s", member, asked, text())
                .isEqualTo(String.valueOf(value));
        return this;
    }

    public Reply hasNo(String member) {
        assertThat(at(member).isMissingNode())
                .as("%s of %s is absent from %s", member, asked, text())
                .isTrue();
        return this;
    }

    /** A problem that names this field and, in one of its rules, says this. */
    public Reply faults(String field, String rule) {
        assertThat(texts("errors." + field))
                .as("faults of %s in %s", field, text())
                .anyMatch(it -> it.contains(rule));
        return this;
    }

    public Reply hasHeader(String name, String value) {
        assertThat(headers.allValues(name)).as("header %s of %s", name, asked).containsExactly(value);
        return this;
    }

    public String header(String name) {
        return headers.firstValue(name).orElseThrow(() -> new AssertionError(asked + " sent no " + name));
    }

    @Nullable
    String headerOrNull(String name) {
        return headers.firstValue(name).orElse(null);
    }

    public boolean hasHeader(String name) {
        return headers.firstValue(name).isPresent();
    }

    public JsonNode get(String member) {
        var node = at(member);
        assertThat(node.isMissingNode())
                .as("%s is in %s, which answered %s", member, asked, text())
                .isFalse();
        return node;
    }

    /** The texts of an array of texts, or of this member of each item: {@code texts("items", "title")}. */
    public List<String> texts(String array, String... member) {
        var texts = new ArrayList<String>();
        get(array)
                .forEach(item ->
                        texts.add(plain(member.length == 0 ? item : item.at("/" + member[0].replace('.', '/')))));
        return texts;
    }

    public int status() {
        return status;
    }

    public byte[] bytes() {
        return body;
    }

    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    public JsonNode json() {
        return JSON.readTree(body);
    }

    private JsonNode at(String member) {
        return json().at("/" + member.replace("[", "/").replace("]", "").replace('.', '/'));
    }

    private static String plain(JsonNode node) {
        return node.isString() ? node.stringValue() : node.toString();
    }
}
