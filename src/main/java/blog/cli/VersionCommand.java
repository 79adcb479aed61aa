package blog.cli;

import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the versions of the release, of its schema and of Java. */
@Command(name = "version", description = "Prints the versions of the release, of its schema and of Java.")
final class VersionCommand implements Callable<Integer> {
    private final CommandContext context;

    VersionCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var packaged = Optional.ofNullable(VersionCommand.class.getPackage().getImplementationVersion());
        context.out()
                .printf(
                        "blog %s, schema %s, Java %s%n",
                        packaged.orElse("(not packaged)"),
                        Migrator.packaged().getLast().version(),
                        Runtime.version());
        return 0;
    }
}
