package blog.platform.openapi;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The shared parts of the document, written once and referenced by name. */
final class DocumentComponents {
    private final Map<String, TreeMap<String, ObjectNode>> sections = new TreeMap<>();
    private final Map<String, Object> owners = new HashMap<>();

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    /**
     * A reference to a part, which is written when it is first referred to.
     *
     * @param owner what the part describes; two owners of one name would overwrite each other, and are refused
     */
    ObjectNode refer(String section, String name, Object owner, Supplier<ObjectNode> part) {
        var address = "#/components/" + section + "/" + name;
        var known = owners.putIfAbsent(address, owner);
        if (known == null) {
            var content = part.get();
            sections.computeIfAbsent(section, none -> new TreeMap<>()).put(name, content);
        } else if (!known.equals(owner)) {
            throw new IllegalStateException("%s and %s are both called %s".formatted(known, owner, address));
        }
        return object().put("$ref", address);
    }

    /** Everything referred to so far, in the order of the alphabet. */
    void writeTo(ObjectNode document) {
        var components = document.putObject("components");
        sections.forEach((section, parts) -> parts.forEach(components.withObject("/" + section)::set));
        components
                .putObject("securitySchemes")
                .putObject(OperationWriter.SCHEME)
                .put("type", "http")
                .put("scheme", "bearer")
                .put("description", "The token of a session, as given by `POST /api/sessions`.");
    }
}
