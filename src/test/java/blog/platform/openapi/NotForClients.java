package blog.platform.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The columns that clients neither read nor write, as reviewed.
 *
 * @param reasons by {@code table.column}
 */
record NotForClients(Map<String, String> reasons) {
    static final Path FILE = Path.of("src/test/resources/blog/platform/openapi/not-for-clients.txt");

    static NotForClients reviewed() {
        try {
            return of(Files.readAllLines(FILE));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** @param lines {@code table.column: reason}; blank ones and those that begin with # are passed over */
    static NotForClients of(List<String> lines) {
        var reasons = new LinkedHashMap<String, String>();
        for (var line : lines) {
            if (line.isBlank() || line.startsWith("#")) continue;
            var parts = line.split(":", 2);
            if (!parts[0].matches("\\w+\\.\\w+") || parts.length < 2 || parts[1].isBlank()) {
                throw new IllegalArgumentException(FILE + ": write table.column: reason, not “" + line + "”");
            }
            if (reasons.put(parts[0], parts[1].strip()) != null) {
                throw new IllegalArgumentException(FILE + ": " + parts[0] + " is listed twice");
            }
        }
        return new NotForClients(reasons);
    }

    NotForClients with(String column, String reason) {
        var more = new LinkedHashMap<>(reasons);
        more.put(column, reason);
        return new NotForClients(more);
    }

    boolean contains(String column) {
        return reasons.containsKey(column);
    }

    Set<String> columns() {
        return reasons.keySet();
    }
}
