package blog.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Metrics as Prometheus reads them, by the rules of its text format: each sample belongs to a family with a type, and none is
 * there twice.
 */
public final class MetricsText {
    private static final Pattern TYPE =
            Pattern.compile("# TYPE ([a-zA-Z_:][\\w:]*) (counter|gauge|histogram|summary|untyped)");
    private static final Pattern HELP = Pattern.compile("# HELP [a-zA-Z_:][\\w:]* .+");
    private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][\\w:]*)(?:\\{(.*)})? (\\S+)");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"((?:[^\"\\\\]|\\\\.)*)\",?");

    private record Sample(String name, Map<String, String> labels) {}

    private final Set<String> families = new HashSet<>();
    private final Map<Sample, Double> samples = new LinkedHashMap<>();

    private MetricsText() {}

    public static MetricsText of(byte[] text) {
        var metrics = new MetricsText();
        new String(text, StandardCharsets.UTF_8).lines().forEach(metrics::read);
        return metrics;
    }

    private void read(String line) {
        var type = TYPE.matcher(line);
        if (type.matches()) {
            assertThat(families.add(type.group(1))).as("the first of %s", line).isTrue();
        } else if (!HELP.matcher(line).matches()) {
            readSample(line);
        }
    }

    private void readSample(String line) {
        var sample = SAMPLE.matcher(line);
        assertThat(sample.matches()).as("a sample: %s", line).isTrue();
        var family = sample.group(1).replaceFirst("_(bucket|count|sum)$", "");
        assertThat(families).as("families before %s", line).containsAnyOf(family, sample.group(1));
        var before = samples.put(
                new Sample(sample.group(1), labels(sample.group(2))), Double.valueOf(number(sample.group(3))));
        assertThat(before).as("another %s", line).isNull();
    }

    private static String number(String text) {
        return text.equals("+Inf") ? "Infinity" : text;
    }

    private static Map<String, String> labels(@Nullable String text) {
        var labels = new TreeMap<String, String>();
        if (text == null) return labels;
        assertThat(LABEL.matcher(text).replaceAll(""))
                .as("what is no label in %s", text)
                .isEmpty();
        LABEL.matcher(text).results().forEach((MatchResult label) -> labels.put(label.group(1), label.group(2)));
        return labels;
    }

    /**
     * The value of the one sample with this name and exactly these labels; 0 where there is none.
     *
     * @param labels names and values in turns
     */
    public double value(String name, String... labels) {
        var wanted = new TreeMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) wanted.put(labels[i], labels[i + 1]);
        return samples.getOrDefault(new Sample(name, wanted), 0.0);
    }

    public boolean has(String name) {
        return samples.keySet().stream().anyMatch(sample -> sample.name().equals(name));
    }

    /** All values of a label. */
    public Set<String> values(String name, String label) {
        var values = new TreeSet<String>();
        for (var sample : samples.keySet()) {
            if (sample.name().equals(name)) values.add(sample.labels().getOrDefault(label, ""));
        }
        return values;
    }

    /** The values of a histogram's buckets, from the smallest on. */
    public List<Double> buckets(String name, String... labels) {
        var wanted = new TreeMap<String, String>();
        for (int i = 0; i < labels.length; i += 2) wanted.put(labels[i], labels[i + 1]);
        var buckets = new TreeMap<Double, Double>();
        samples.forEach((sample, value) -> {
            var rest = new TreeMap<>(sample.labels());
            var bound = rest.remove("le");
            if (!sample.name().equals(name + "_bucket") || bound == null || !rest.equals(wanted)) return;
            buckets.put(Double.valueOf(number(bound)), value);
        });
        return List.copyOf(buckets.values());
    }
}
