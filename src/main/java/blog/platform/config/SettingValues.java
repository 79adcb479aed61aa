package blog.platform.config;

import blog.platform.problem.CannotRunException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The raw values of settings, read one by one; errors are collected. */
final class SettingValues {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m)");
    private static final Duration LONGEST = Duration.ofHours(1);

    private record Given(String text, String place) {}

    private final Map<Setting, Given> given = new EnumMap<>(Setting.class);
    private final List<String> faults = new ArrayList<>();

    private SettingValues() {}

    static SettingValues of(Map<String, String> environment, Path dotEnv) {
        var values = new SettingValues();
        var file = DotEnvFile.read(dotEnv);
        values.faults.addAll(file.faults());
        for (var setting : Setting.values()) {
            var line = file.lines().get(setting.name());
            if (line != null) values.put(setting, line.value(), "line " + line.number() + " of .env");
            values.put(setting, environment.getOrDefault(setting.name(), ""), "the environment");
        }
        return values;
    }

    private void put(Setting setting, String text, String place) {
        if (!text.isBlank()) given.put(setting, new Given(text.strip(), place));
    }

    /** @throws CannotRunException when anything read so far was wrong */
    void requireNoFaults() {
        if (faults.isEmpty()) return;
        var count = faults.size() == 1 ? "Something is" : faults.size() + " things are";
        throw new CannotRunException(count + " wrong with the configuration, and nothing was started:\n"
                + faults.stream().map(fault -> "  - " + fault + "\n").collect(Collectors.joining())
                + "`./blog help config` explains every setting.");
    }

    String text(Setting setting) {
        var value = given.get(setting);
        return value == null ? setting.fallback() : value.text();
    }

    int number(Setting setting, int least, int most) {
        return number(setting, least, most, Integer.parseInt(setting.fallback()));
    }

    private int number(Setting setting, int least, int most, int otherwise) {
        return read(
                setting,
                "must be a number from " + least + " to " + most,
                text -> {
                    var number = text.matches("\\d{1,9}") ? Integer.parseInt(text) : -1;
                    return number >= least && number <= most ? Optional.of(number) : Optional.empty();
                },
                otherwise);
    }

    OptionalInt optionalNumber(Setting setting, int least, int most) {
        return given.containsKey(setting) ? OptionalInt.of(number(setting, least, most, least)) : OptionalInt.empty();
    }

    /** A word that is not shown, even when it is wrong. */
    Optional<String> secret(Setting setting, int shortest, int longest) {
        var value = given.get(setting);
        if (value == null) return Optional.empty();
        if (value.text().matches("[!-~]{%d,%d}".formatted(shortest, longest))) return Optional.of(value.text());
        faults.add("%s in %s (not shown) must be %d to %d visible ASCII characters, without spaces."
                .formatted(setting, value.place(), shortest, longest));
        return Optional.empty();
    }

    boolean flag(Setting setting) {
        return read(setting, "must be true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    Duration duration(Setting setting) {
        return duration(setting, "1ms");
    }

    Duration duration(Setting setting, String least) {
        var shortest = parsedDuration(least).orElseThrow();
        var rule = "must be a duration such as 250ms, 5s or 2m, from " + least + " to 60m";
        return read(setting, rule, text -> parsedDuration(text).filter(value -> value.compareTo(shortest) >= 0));
    }

    <E extends Enum<E>> E choice(Setting setting, Class<E> kind) {
        var names = Arrays.stream(kind.getEnumConstants())
                .map(constant -> constant.name().toLowerCase(Locale.ROOT))
                .toList();
        return read(setting, "must be " + String.join(" or ", names), text -> {
            var place = names.indexOf(text.toLowerCase(Locale.ROOT));
            return place < 0 ? Optional.empty() : Optional.of(kind.getEnumConstants()[place]);
        });
    }

    Path path(Setting setting, Path start) {
        return read(setting, "must be the path of a folder", text -> {
            try {
                return Optional.of(start.resolve(text).toAbsolutePath().normalize());
            } catch (InvalidPathException notOfThisSystem) {
                return Optional.empty();
            }
        });
    }

    /** An address for links; a slash at its end is left out. */
    Optional<URI> address(Setting setting) {
        if (!given.containsKey(setting)) return Optional.empty();
        var rule = "must be an address such as https://blog.example.org, without user, query and fragment";
        return Optional.of(read(setting, rule, SettingValues::parsedAddress, URI.create("http://localhost")));
    }

    /** Origins as browsers send them (RFC 6454): scheme, host, and the port where it is not the scheme's own. */
    Set<String> origins(Setting setting) {
        var rule = "must be origins such as https://app.example.org, separated by commas";
        return read(setting, rule, SettingValues::parsedOrigins, Set.of());
    }

    Optional<Settings.Login> login(Setting setting) {
        var value = given.get(setting);
        if (value == null) return Optional.empty();
        var url = DatabaseUrl.parse(value.text());
        url.faults()
                .forEach(fault -> faults.add("%s in %s (not shown, since it may hold a password) %s"
                        .formatted(setting, value.place(), fault)));
        return url.login();
    }

    private <T> T read(Setting setting, String rule, Function<String, Optional<T>> parse) {
        return read(setting, rule, parse, parse.apply(setting.fallback()).orElseThrow());
    }

    private <T> T read(Setting setting, String rule, Function<String, Optional<T>> parse, T otherwise) {
        var value = given.get(setting);
        if (value == null) return otherwise;
        var parsed = parse.apply(value.text());
        if (parsed.isEmpty()) {
            faults.add("%s is '%s' in %s, and %s.".formatted(setting, value.text(), value.place(), rule));
        }
        return parsed.orElse(otherwise);
    }

    private static Optional<Duration> parsedDuration(String text) {
        var match = DURATION.matcher(text);
        if (!match.matches()) return Optional.empty();
        var amount = Long.parseLong(match.group(1));
        var duration =
                switch (match.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    default -> Duration.ofMinutes(amount);
                };
        return amount > 0 && duration.compareTo(LONGEST) <= 0 ? Optional.of(duration) : Optional.empty();
    }

    private static Optional<Set<String>> parsedOrigins(String text) {
        var origins = new TreeSet<String>();
        for (var part : List.of(text.split(",", -1))) {
            var address = parsedAddress(part.strip());
            if (address.isEmpty() || !address.get().getRawPath().isEmpty()) return Optional.empty();
            origins.add(address.get().toString().toLowerCase(Locale.ROOT));
        }
        return Optional.of(origins);
    }

    private static Optional<URI> parsedAddress(String text) {
        try {
            var address = new URI(text.replaceAll("/+$", ""));
            var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
            var plain = address.getRawUserInfo() == null
                    && address.getRawQuery() == null
                    && address.getRawFragment() == null;
            return plain && List.of("http", "https").contains(scheme) && address.getHost() != null
                    ? Optional.of(address)
                    : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
