package blog.cli.db;

import blog.chain.migrations.NewMigration;
import blog.cli.context.CommandContext;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Creates the two files of a new migration. */
@Command(
        name = "new",
        description = {
            "Creates a migration: the file that applies it and the file that undoes it.",
            "",
            "Needs no database. The version is the current time in UTC."
        },
        footer = {"", "Example:", "  ./blog db new \"add bio to users\""})
final class NewCommand extends DbSubcommand {
    @Parameters(arity = "1..*", paramLabel = "SENTENCE", description = "The change, in letters, digits and spaces.")
    private List<String> words = List.of();

    NewCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        var written = NewMigration.write(db.folder(), String.join(" ", words), LocalDateTime.now(ZoneOffset.UTC));
        context.out().printf("""
                %s
                %s
                Next: write both, then ./blog db migrate (and ./blog db redo, while it is yours alone).
                """, written.forward(), written.back());
        return 0;
    }
}
