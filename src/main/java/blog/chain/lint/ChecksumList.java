package blog.chain.lint;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The append-only list of landed files: one line each, a SHA-256 and the name. */
final class ChecksumList {
    static final String FILE = "checksums";

    private static final String HEAD = """
            # The migrations that have landed, oldest first, each with its SHA-256 (line ends count as \\n).
            # Written by `./blog db lint --land`, which adds a line for each new file and changes none: what is listed here
            # may have run in a database, so it is not edited any more; what it left wrong is put right by a new migration.
            # Two branches that both add a migration both add a line at the end, so the second to be merged conflicts here.
            # That is wanted: take the other branch's lines, give your files a newer time (rename V and U), land them again.
            """;

    private final Path path;
    private final Map<String, String> listed = new LinkedHashMap<>();
    private final Map<String, Integer> lines = new LinkedHashMap<>();

    ChecksumList(Path folder) {
        path = folder.resolve(FILE);
        int number = 0;
        for (var line : text().lines().toList()) {
            number++;
            if (line.isBlank() || line.startsWith("#")) continue;
            var parts = line.strip().split("\\s+", 2);
            if (parts.length < 2 || parts[0].length() != 64) {
                throw new CannotRunException(path + ":" + number + " is no line of a SHA-256 and a file: “" + line
                        + "”. Is a merge unfinished? Take the other branch's lines and run ./blog db lint --land.");
            }
            listed.put(parts[1], parts[0]);
            lines.put(parts[1], number);
        }
    }

    private String text() {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException fault) {
            throw new CannotRunException("Cannot read " + path + ": " + fault.getMessage(), fault);
        }
    }

    List<String> files() {
        return List.copyOf(listed.keySet());
    }

    int line(String file) {
        return lines.getOrDefault(file, 1);
    }

    boolean has(String file) {
        return listed.containsKey(file);
    }

    boolean matches(String file, String text) {
        return of(text).equals(listed.get(file));
    }

    /** Adds what is not listed yet. */
    void land(Map<String, String> texts) {
        var added = new ArrayList<String>();
        texts.forEach((file, text) -> {
            if (!has(file)) added.add(of(text) + "  " + file);
        });
        var before = text();
        var head = before.isEmpty() ? HEAD : before.endsWith("\n") ? before : before + "\n";
        try {
            Files.writeString(path, head + String.join("\n", added) + (added.isEmpty() ? "" : "\n"));
        } catch (IOException fault) {
            throw new CannotRunException("Cannot write " + path + ": " + fault.getMessage(), fault);
        }
    }

    private static String of(String text) {
        try {
            var unified = text.lines().reduce("", (all, line) -> all + line + "\n");
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(unified.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
