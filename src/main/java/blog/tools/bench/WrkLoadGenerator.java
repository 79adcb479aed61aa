package blog.tools.bench;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Sends calls through wrk, which itself needs little CPU. */
final class WrkLoadGenerator implements LoadGenerator {
    private static final Pattern RESULT = Pattern.compile("RESULT (\\d+) (\\d+) (\\d+) (\\d+) (\\d+)");
    private static final String SCRIPT = """
            math.randomseed(%d)
            local calls = {
            %s
            }
            function request()
              local call = calls[math.random(#calls)]
              local path = call.before
              if call.after then path = path .. math.random(%d, %d) .. call.after end
              return wrk.format(call.method, path, call.headers, call.body)
            end
            function done(summary, latency, requests)
              local failed = summary.errors.connect + summary.errors.read + summary.errors.write
                + summary.errors.status + summary.errors.timeout
              print(string.format("RESULT %%d %%d %%d %%d %%d", summary.requests, summary.duration, failed,
                latency:percentile(50), latency:percentile(99)))
            end
            """;

    private final Path folder;
    private final Path script;
    private final URI service;

    WrkLoadGenerator(Path folder, URI service, List<HttpCall> calls, SeededPosts posts) {
        this.folder = folder;
        this.service = service;
        this.script = folder.resolve("calls.lua");
        var table = calls.stream().map(WrkLoadGenerator::entry).collect(Collectors.joining(",\n"));
        try {
            Files.createDirectories(folder);
            Files.writeString(script, SCRIPT.formatted(posts.first(), table, posts.first(), posts.last()));
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    private static String entry(HttpCall call) {
        var parts = call.path().split(Pattern.quote(HttpCall.POST), -1);
        var fields = "method = %s, before = %s".formatted(quoted(call.method()), quoted(parts[0]));
        if (call.isAboutAnyPost()) fields += ", after = " + quoted(parts[1]);
        var headers = call.header()
                .map(header -> "[\"Authorization\"] = " + quoted(header))
                .orElse("");
        if (!call.body().isEmpty()) {
            headers += ", [\"Content-Type\"] = \"application/json\"";
            fields += ", body = " + quoted(call.body());
        }
        return "  { " + fields + ", headers = { " + headers + " } }";
    }

    private static String quoted(String text) {
        return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
    }

    @Override
    public Measurement run(int connections, int seconds) {
        var said = ExternalPrograms.run(
                folder,
                Map.of(),
                List.of(
                        "wrk",
                        "-t1",
                        "-c" + connections,
                        "-d" + seconds + "s",
                        "-s",
                        script.toString(),
                        service.toString()));
        var result = RESULT.matcher(said);
        if (!result.find()) throw new CannotRunException("wrk gave no result:\n" + said);
        var failed = Long.parseLong(result.group(3));
        if (failed > 0) {
            throw new CannotRunException("%d failures beside %s answers; the log of the service is in %s."
                    .formatted(failed, result.group(1), folder.getParent()));
        }
        var requests = Double.parseDouble(result.group(1));
        return Measurement.of(
                requests * 1e6 / Double.parseDouble(result.group(2)),
                Double.parseDouble(result.group(4)) / 1e3,
                Double.parseDouble(result.group(5)) / 1e3);
    }
}
