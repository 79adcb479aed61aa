package blog.cli.db;

import blog.cli.context.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The commands that change or examine the schema. */
@Command(
        name = "db",
        description = "Changes the schema, and shows the effects of a change beforehand.",
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            NewCommand.class,
            StatusCommand.class,
            HistoryCommand.class,
            MigrateCommand.class,
            UndoCommand.class,
            RedoCommand.class,
            SqlCommand.class,
            BaselineCommand.class,
            RepairCommand.class,
            CheckCommand.class,
            UrlCommand.class,
            LintCommand.class,
            PlanCommand.class
        },
        footer = {
            "",
            "They use the database of DATABASE_URL or, if it is not set, Blog's own, even while ./blog serve is using"
                    + " it. Commands that run at the same time wait for each other.",
            "Example: ./blog db status",
            "Exit codes: 0 clean; 1 findings; 2 could not run."
        })
public final class DbCommand extends DbOptions implements Callable<Integer> {
    DbCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return CommandLine.ExitCode.USAGE;
    }
}
