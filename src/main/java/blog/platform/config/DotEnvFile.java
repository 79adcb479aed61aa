package blog.platform.config;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The file .env: lines {@code NAME=value}, optionally with {@code export} and quotes, and comments. An error names the
 * line but never shows it, since it may hold a password.
 */
record DotEnvFile(Map<String, Line> lines, List<String> faults) {
    private static final Pattern ASSIGNMENT =
            Pattern.compile("(?:export\\s+)?(?<name>[A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(?<value>.*)");
    private static final Pattern SINGLE_QUOTED = Pattern.compile("'(?<value>[^']*)'\\s*(?:#.*)?");
    private static final Pattern DOUBLE_QUOTED = Pattern.compile("\"(?<value>(?:[^\"\\\\]|\\\\.)*)\"\\s*(?:#.*)?");
    private static final Pattern BARE =
            Pattern.compile("(?<value>[^'\"\\s#][^\\s]*(?:\\s+[^\\s#][^\\s]*)*|)(?:\\s*#.*)?\\s*");
    private static final Pattern ESCAPE = Pattern.compile("\\\\(.)");

    /** Names that docker-compose.yml, or Compose itself, reads from the same file. */
    private static final Pattern COMPOSE = Pattern.compile("POSTGRES_PASSWORD|PUBLISH|COMPOSE_[A-Z_]+");

    record Line(int number, String value) {}

    static DotEnvFile read(Path file) {
        var found = new DotEnvFile(new HashMap<>(), new ArrayList<>());
        if (!Files.exists(file)) return found;
        try {
            var lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) found.add(i + 1, lines.get(i));
        } catch (CharacterCodingException notUtf8) {
            found.faults.add(".env is not written in UTF-8.");
        } catch (IOException unreadable) {
            found.faults.add(".env cannot be read (" + unreadable + ").");
        }
        return found;
    }

    private void add(int number, String written) {
        var line = (number == 1 ? written.replaceFirst("^\uFEFF", "") : written).strip();
        if (line.isEmpty() || line.startsWith("#")) return;
        var assignment = ASSIGNMENT.matcher(line);
        if (!assignment.matches()) {
            faults.add("Line " + number + " of .env is not of the form NAME=value.");
            return;
        }
        var name = assignment.group("name");
        var value = value(assignment.group("value"));
        if (value.isEmpty()) {
            faults.add("Line " + number + " of .env: the value of " + name + " is not quoted properly.");
        } else if (!known(name)) {
            faults.add("Line " + number + " of .env sets " + name + ", " + unknown(name));
        } else {
            put(name, new Line(number, value.get()));
        }
    }

    private void put(String name, Line line) {
        var earlier = lines.put(name, line);
        if (earlier != null) {
            faults.add("%s is set twice in .env, in lines %d and %d.".formatted(name, earlier.number(), line.number()));
        }
    }

    private static Optional<String> value(String written) {
        var single = SINGLE_QUOTED.matcher(written);
        if (single.matches()) return Optional.of(single.group("value"));
        var quoted = DOUBLE_QUOTED.matcher(written);
        if (quoted.matches()) return Optional.of(unescaped(quoted.group("value")));
        var bare = BARE.matcher(written);
        return bare.matches() ? Optional.of(bare.group("value")) : Optional.empty();
    }

    private static String unescaped(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(match -> match.group(1).equals("n") ? "\n" : Matcher.quoteReplacement(match.group(1)));
    }

    private static boolean known(String name) {
        return COMPOSE.matcher(name).matches()
                || Arrays.stream(Setting.values())
                        .anyMatch(setting -> setting.name().equals(name));
    }

    private static String unknown(String name) {
        var nearest = Arrays.stream(Setting.values())
                .map(Setting::name)
                .min(Comparator.comparingInt(known -> distance(known, name.toUpperCase(Locale.ROOT))))
                .orElseThrow();
        return "which is not a setting of Blog"
                + (distance(nearest, name.toUpperCase(Locale.ROOT)) <= 3 ? "; did you mean " + nearest + "?" : ".");
    }

    /** Returns the Levenshtein distance of two words. */
    private static int distance(String one, String other) {
        var row = new int[other.length() + 1];
        Arrays.setAll(row, i -> i);
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int above = row[j];
                int change = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                row[j] = Math.min(change, 1 + Math.min(above, row[j - 1]));
                diagonal = above;
            }
        }
        return row[other.length()];
    }
}
