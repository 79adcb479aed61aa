package blog.tools.bench;

import blog.platform.config.Settings;
import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Runs scripts through pgbench, PostgreSQL's own load generator, as prepared statements. */
final class PgbenchLoadGenerator implements LoadGenerator {
    private static final Pattern RATE = Pattern.compile("tps = ([0-9.]+) \\(without initial");
    /** Every latency written down would cost pgbench more than it measures. */
    private static final String SAMPLED = "0.1";

    private final Path folder;
    private final Settings.Login login;
    private final SeededPosts posts;
    private final List<Path> files = new ArrayList<>();
    private final Map<String, String> values = new TreeMap<>();

    /** @param folder empty; takes the scripts, so that one can look at them afterwards */
    PgbenchLoadGenerator(Path folder, Settings.Login login, List<RecordedScript> scripts, SeededPosts posts) {
        this.folder = folder;
        this.login = login;
        this.posts = posts;
        try {
            Files.createDirectories(folder);
            for (var script : scripts) {
                var file = folder.resolve(files.size() + ".sql");
                Files.writeString(file, text(script));
                files.add(file);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private String text(RecordedScript script) {
        var text = new StringBuilder();
        if (script.post() != null) text.append("\\set post random(%d, %d)\n".formatted(posts.first(), posts.last()));
        for (var statement : script.statements()) {
            text.append(statement.sql(
                            place -> notation(script, statement.values().get(place))))
                    .append(script.created() != null && statement.returnsRows() ? " \\gset new_\n" : ";\n");
        }
        return text.toString();
    }

    private String notation(RecordedScript script, @Nullable String value) {
        return switch (script.source(value)) {
            case RecordedScript.Source.AnyPost _ -> ":post";
            case RecordedScript.Source.Returned _ -> ":new_id";
            case RecordedScript.Source.Fixed(var text) when text == null -> "null";
            case RecordedScript.Source.Fixed(var text) -> {
                var name = "value" + values.size();
                values.put(name, text);
                yield ":" + name;
            }
        };
    }

    @Override
    public Measurement run(int connections, int seconds) {
        var words = new ArrayList<>(List.of("pgbench", "--no-vacuum", "--protocol=prepared"));
        words.addAll(List.of("--client=" + connections, "--jobs=1", "--time=" + seconds));
        words.addAll(List.of("--log", "--log-prefix=latency", "--sampling-rate=" + SAMPLED));
        files.forEach(file -> words.add("--file=" + file));
        values.forEach((name, value) -> words.add("--define=" + name + "=" + value));
        words.addAll(List.of("--host=" + login.host(), "--port=" + login.port(), "--username=" + login.user()));
        words.add(login.database());
        var said = ExternalPrograms.run(folder, Map.of("PGPASSWORD", login.password()), words);
        var rate = RATE.matcher(said);
        if (!rate.find()) throw new CannotRunException("pgbench gave no rate:\n" + said);
        var latencies = Measurement.of(latencies(), seconds);
        return Measurement.of(Double.parseDouble(rate.group(1)), latencies.p50(), latencies.p99());
    }

    /** The third word of each line is the time a run of a script took, in microseconds. */
    private List<Long> latencies() {
        var latencies = new ArrayList<Long>();
        try (var logs = Files.newDirectoryStream(folder, "latency.*")) {
            for (var log : logs) {
                for (var line : Files.readAllLines(log)) latencies.add(Long.parseLong(line.split(" ")[2]) * 1_000);
                Files.delete(log);
            }
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
        return latencies;
    }
}
