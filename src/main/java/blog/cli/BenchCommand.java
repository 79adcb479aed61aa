package blog.cli;

import blog.cli.context.CommandContext;
import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/** Stands for the benchmark, which the launcher runs by itself: the packaged jar is without it. */
@Command(name = "bench", description = "Measures the service against PostgreSQL itself; only where Blog is built.")
final class BenchCommand implements Callable<Integer> {
    /** Taken, so that what is said is that there is no benchmark, and not that it has no such option. */
    @Unmatched
    @SuppressWarnings("UnusedVariable")
    private List<String> options = new ArrayList<>();

    BenchCommand(CommandContext context) {}

    @Override
    public Integer call() {
        throw new CannotRunException("The benchmark is not part of the packaged service."
                + " Where Blog is built, in a checkout of the project, ./blog bench runs it.");
    }
}
