package blog.cli.db;

import blog.cli.context.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The life of the schema: its commands. */
@Command(
        name = "db",
        description = "Changes the schema, and shows what a change does before it is made.",
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
            "They work on DATABASE_URL, or on Blog's own database where it is not set, also while ./blog serve runs on"
                    + " that. Several at once wait for each other.",
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
