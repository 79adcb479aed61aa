package blog.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** What the ./blog db commands are given when they are run. */
abstract class DbCommand implements Callable<Integer> {
    final Surroundings surroundings;

    @ParentCommand
    Db db;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    DbCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
        this.db = new Db(surroundings);
    }

    /** A line beside the answer: on standard error, where no program takes it for a part of that. */
    final void note(String line) {
        spec.commandLine().getErr().println(line);
    }
}
