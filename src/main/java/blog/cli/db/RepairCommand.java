package blog.cli.db;

import blog.chain.migrations.ProgressPrinter;
import blog.cli.context.CommandContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes the migration history agree with the files. */
@Command(
        name = "repair",
        description = {
            "Makes the migration history agree with the files, after showing the changes and asking.",
            "",
            "Removes the rows of migrations that stopped halfway, are recorded twice or have no file here, and gives"
                    + " edited or renamed files their new checksum and description. Changes no table but the history.",
            "",
            "Exits with 1 when there is something to repair and nobody to ask."
        },
        footer = {"", "Examples:", "  ./blog db repair", "  ./blog db repair --yes"})
final class RepairCommand extends DbSubcommand {
    @Option(names = "--yes", description = "Repairs without asking.")
    private boolean yes;

    RepairCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        return db.work((target, migrations) -> {
            var out = context.out();
            var repair = migrations.repair();
            var plan = repair.plan();
            if (plan.isEmpty()) {
                out.println("There is nothing to repair in the history of " + target + ".");
                return 0;
            }
            out.println("In the history of " + target + ", this would:");
            plan.forEach(sentence -> out.println("  " + sentence));
            if (!agreed()) {
                out.println("Nothing was changed." + (context.terminal() ? "" : " --yes does it."));
                return 1;
            }
            repair.run(plan, ProgressPrinter.to(out, context.terminal()));
            out.println("Done.");
            return 0;
        });
    }

    private boolean agreed() {
        return yes
                || context.terminal()
                        && context.ask().apply("Do it? [y/N] ").strip().matches("(?i)y|yes");
    }
}
