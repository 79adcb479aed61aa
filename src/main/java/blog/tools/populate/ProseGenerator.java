package blog.tools.populate;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Generates names, profiles and posts that read naturally, from the sentences in prose.txt. */
final class ProseGenerator {
    private static final List<String> NAMES = List.of(
            "ada", "bruno", "clara", "dmitri", "elif", "farid", "greta", "hugo", "ines", "jonas", "keiko", "liam",
            "mara", "noor", "oskar", "petra", "quentin", "rosa", "samir", "tilda", "umberto", "vera", "wanda", "xenia",
            "yusuf", "zoe", "anouk", "bela", "carmen", "david", "emilia", "finn", "gwen", "henrik", "irina", "joao",
            "karin", "lucia", "milan", "nadia");
    private static final Pattern SLOT = Pattern.compile("\\{(\\w+)}");
    private static final List<String> MONTHS = Arrays.stream(Month.values())
            .map(month -> month.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
            .toList();
    private static final double STAYS_WITH_TOPIC = 0.8;
    private static final double HAS_BIO = 0.6;

    private final Map<String, List<String>> sections = new LinkedHashMap<>();
    private final List<String> topics;

    ProseGenerator() {
        try (var lines = new BufferedReader(
                new InputStreamReader(ProseGenerator.class.getResourceAsStream("prose.txt"), StandardCharsets.UTF_8))) {
            List<String> section = new ArrayList<>();
            for (var line : lines.lines().filter(each -> !each.isBlank()).toList()) {
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(1, line.length() - 1), section);
                } else if (!line.startsWith("#")) {
                    section.add(line);
                }
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        topics = sections.keySet().stream()
                .filter(name -> name.endsWith(" titles"))
                .map(name -> name.substring(0, name.indexOf(' ')))
                .toList();
    }

    /** Different for every number: ada, bruno, …, ada2, bruno2, … */
    static String username(int number) {
        var round = number / NAMES.size();
        return NAMES.get(number % NAMES.size()) + (round == 0 ? "" : String.valueOf(round + 1));
    }

    String topic(RandomGenerator user) {
        return RandomStream.oneOf(user, topics);
    }

    @Nullable
    String bio(RandomGenerator user, String topic) {
        return user.nextDouble() < HAS_BIO ? filled(user, RandomStream.oneOf(user, section(topic + " bios"))) : null;
    }

    /** @param favourite what the author mostly writes about */
    Text post(RandomGenerator random, String favourite) {
        var topic = random.nextDouble() < STAYS_WITH_TOPIC ? favourite : RandomStream.oneOf(random, topics);
        return new Text(filled(random, RandomStream.oneOf(random, section(topic + " titles"))), content(random, topic));
    }

    record Text(String title, String content) {}

    /** One to seven paragraphs, short posts being the most common. */
    private String content(RandomGenerator random, String topic) {
        var own = shuffled(random, section(topic + " sentences")).iterator();
        var asides = shuffled(random, section("asides")).iterator();
        var length = random.nextDouble();
        var paragraphs = 1 + (int) (length * length * 6.5);
        var text = new StringBuilder();
        if (random.nextDouble() < 0.6) {
            text.append(filled(random, RandomStream.oneOf(random, section("openings"))))
                    .append(' ');
        }
        for (int paragraph = 0; paragraph < paragraphs; paragraph++) {
            text.append(paragraph == 0 ? "" : "\n\n");
            var sentences = 2 + random.nextInt(3);
            for (int sentence = 0; sentence < sentences; sentence++) {
                var source = own.hasNext() && (sentence == 0 || random.nextDouble() < 0.55) ? own : asides;
                if (source.hasNext()) {
                    text.append(sentence == 0 ? "" : " ").append(filled(random, source.next()));
                }
            }
        }
        return text.append(
                        random.nextDouble() < 0.7
                                ? "\n\n" + filled(random, RandomStream.oneOf(random, section("closings")))
                                : "")
                .toString();
    }

    private static List<String> shuffled(RandomGenerator random, List<String> sentences) {
        var mixed = new ArrayList<>(sentences);
        Collections.shuffle(mixed, random);
        return mixed;
    }

    private String filled(RandomGenerator random, String sentence) {
        if (sentence.indexOf('{') < 0) return sentence;
        return SLOT.matcher(sentence).replaceAll(slot -> switch (slot.group(1)) {
            case "number" -> String.valueOf(3 + random.nextInt(60));
            case "place" -> RandomStream.oneOf(random, section("places"));
            case "time" -> RandomStream.oneOf(random, section("times"));
            case "month" -> RandomStream.oneOf(random, MONTHS);
            case "person" -> capitalised(RandomStream.oneOf(random, NAMES));
            default -> throw new IllegalStateException(sentence);
        });
    }

    private static String capitalised(String name) {
        return Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private List<String> section(String name) {
        var lines = sections.get(name);
        if (lines == null || lines.isEmpty()) {
            throw new IllegalStateException("prose.txt has nothing for " + name);
        }
        return lines;
    }
}
