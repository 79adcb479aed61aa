package blog.chain.migrations;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * A migration: {@code V<timestamp>__add_bio_to_users.sql}.
 *
 * @param checksum the one that Flyway keeps in its history
 */
public record MigrationScript(String version, String description, String file, int checksum) {
    /** Versions are timestamps, all of one length; a shorter one is of a time before that rule. */
    public static final Comparator<String> OLDEST_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final Pattern NAME = Pattern.compile("V(\\d+)__(.+)\\.sql");

    static boolean named(String file) {
        return NAME.matcher(file).matches();
    }

    /** The version in a file's name; nothing, which is older than every version, where it has none. */
    static String versionOf(String file) {
        var name = NAME.matcher(file);
        return name.matches() ? name.group(1) : "";
    }

    static MigrationScript of(String file, String text) {
        var name = NAME.matcher(file);
        if (!name.matches()) throw new IllegalArgumentException(file);
        return new MigrationScript(name.group(1), name.group(2).replace('_', ' '), file, checksum(text));
    }

    /** The file that takes this migration back. */
    public String undoFile() {
        return "U" + file.substring(1);
    }

    /** As Flyway does it: line by line, so that a file keeps its checksum whatever its line ends. */
    private static int checksum(String text) {
        var crc = new CRC32();
        var unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
        unmarked.lines().forEach(line -> crc.update(line.getBytes(StandardCharsets.UTF_8)));
        return (int) crc.getValue();
    }
}
