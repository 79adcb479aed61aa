package blog.cli.db;

import blog.cli.context.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** The dependencies that the ./blog db commands share. */
abstract class DbSubcommand implements Callable<Integer> {
    final CommandContext context;

    @ParentCommand
    DbOptions db;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DbSubcommand(CommandContext context) {
        this.context = context;
        this.db = new DbOptions(context);
    }

    /** A line beside the answer: on standard error, where no program takes it for a part of that. */
    final void note(String line) {
        spec.commandLine().getErr().println(line);
    }
}
