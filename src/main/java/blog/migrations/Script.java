package blog.migrations;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32;

/**
 * A migration as it is packaged: {@code V<timestamp>__add_bio_to_users.sql}.
 *
 * @param checksum the one that Flyway keeps in its history
 */
public record Script(String version, String description, String file, int checksum) {
    static final String FOLDER = "db-migrations";

    /** Versions are timestamps, all of one length; a shorter one is of a time before that rule. */
    static final Comparator<String> OLDEST_FIRST =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private static final Pattern NAME = Pattern.compile("V(\\d+)__(.+)\\.sql");

    /** The migrations on the class path, oldest first. Flyway needs half a second to find them; this is a start-up path. */
    static List<Script> packaged() {
        var folder = Script.class.getResource("/" + FOLDER);
        if (folder == null) {
            throw new IllegalStateException("There is no folder " + FOLDER + " on the class path.");
        }
        try {
            return files(folder).stream()
                    .filter(name -> NAME.matcher(name).matches())
                    .map(Script::read)
                    .sorted(Comparator.comparing(Script::version, OLDEST_FIRST))
                    .toList();
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static List<String> files(URL folder) throws IOException {
        if (folder.openConnection() instanceof JarURLConnection jar) {
            return jar.getJarFile().stream()
                    .map(JarEntry::getName)
                    .filter(name -> name.startsWith(FOLDER + "/"))
                    .map(name -> name.substring(FOLDER.length() + 1))
                    .toList();
        }
        try (Stream<Path> files = Files.list(Path.of(folder.toURI()))) {
            return files.map(file -> file.getFileName().toString()).toList();
        } catch (URISyntaxException fault) {
            throw new IOException(fault);
        }
    }

    private static Script read(String file) {
        var name = NAME.matcher(file);
        if (!name.matches()) {
            throw new IllegalArgumentException(file);
        }
        var content = Script.class.getResourceAsStream("/" + FOLDER + "/" + file);
        try (var lines = new BufferedReader(new InputStreamReader(content, StandardCharsets.UTF_8))) {
            return new Script(name.group(1), name.group(2).replace('_', ' '), file, checksum(lines));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** As Flyway does it: line by line, so that a file keeps its checksum whatever its line ends. */
    private static int checksum(BufferedReader lines) throws IOException {
        var crc = new CRC32();
        var line = lines.readLine();
        if (line != null && line.startsWith("\uFEFF")) {
            line = line.substring(1);
        }
        for (; line != null; line = lines.readLine()) {
            crc.update(line.getBytes(StandardCharsets.UTF_8));
        }
        return (int) crc.getValue();
    }
}
