package blog.tools.bench;

import blog.platform.config.Settings;
import blog.tools.populate.ProgressBar;
import java.io.PrintStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs the benchmark. */
@Command(
        name = "./blog bench",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = {
            "Measures the service against PostgreSQL itself on this machine, in about twelve minutes.",
            "",
            "Fills a throwaway database, records the SQL that the service sends, and runs the same SQL without"
                    + " the service (by pgbench) and calls the service over HTTP (by wrk), in turns. Missing programs are"
                    + " replaced by simpler ones. docs/PERFORMANCE.md explains the table.",
        },
        footer = {"", "Examples:", "  ./blog bench", "  ./blog bench --quick", "  ./blog bench --check"})
final class BenchmarkCommand implements Callable<Integer> {
    private static final int QUICK_SECONDS = 2;
    private static final int QUICK_POSTS = 10_000;
    private static final int MISSED = 1;

    private final Supplier<Settings> settings;
    private final PrintStream out;
    private final boolean terminal;

    @Option(names = "--users", paramLabel = "N", description = "Number of users. Default: 1000.")
    private int users = 1_000;

    @Option(names = "--posts", paramLabel = "N", description = "Number of posts. Default: 100000.")
    private int posts = 100_000;

    @Option(names = "--seconds", paramLabel = "N", description = "Seconds that each load runs. Default: 4.")
    private int seconds = 4;

    @Option(names = "--rounds", paramLabel = "N", description = "Number of turns of each side. Default: 2.")
    private int rounds = 2;

    @Option(
            names = "--connections",
            paramLabel = "N",
            split = ",",
            description = "Numbers of connections, each measured in turn. Default: 16,64,256.")
    private List<Integer> connections = List.of(16, 64, 256);

    @Option(
            names = "--peers",
            paramLabel = "NAME=ADDRESS",
            split = ",",
            description = "Other services with the same routes, on the same data, that the reads are compared with:"
                    + " --peers axum=http://127.0.0.1:3000.")
    private Map<String, URI> peers = Map.of();

    @Option(names = "--quick", description = "A first impression in a minute: 10000 posts, 2 seconds, one round.")
    private boolean quick;

    @Option(
            names = "--database",
            description = "Measures on the empty database of DATABASE_URL, and leaves what was written there.")
    private boolean database;

    @Option(names = "--check", description = "Exits with 1 when a target is missed.")
    private boolean check;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    @SuppressWarnings("UnusedVariable")
    private boolean help;

    BenchmarkCommand(Supplier<Settings> settings, PrintStream out, boolean terminal) {
        this.settings = settings;
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var missed = new BenchmarkRun(options(), new ProgressBar(out, terminal), out).run();
        return check && !missed.isEmpty() ? MISSED : 0;
    }

    private BenchmarkOptions options() {
        // In any case, as they set up the log, too.
        var given = settings.get().database().given();
        return new BenchmarkOptions(
                users,
                quick ? QUICK_POSTS : posts,
                quick ? QUICK_SECONDS : seconds,
                quick ? 1 : rounds,
                List.copyOf(connections),
                Map.copyOf(peers),
                database ? given : Optional.empty(),
                Path.of("").toAbsolutePath());
    }
}
