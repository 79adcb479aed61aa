package blog.cli;

import blog.migrations.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "repair",
        description = {
            "Makes the history agree with the files, after saying what it would change and asking.",
            "",
            "It removes rows of migrations that stopped halfway, are there twice or have no file here, and gives edited"
                    + " files their new checksum. It changes no table but the history.",
            "",
            "Exit code 1 when there is something to repair and nobody to ask."
        },
        footer = {"", "Examples:", "  ./blog db repair", "  ./blog db repair --yes"})
final class DbRepair extends DbCommand {
    @Option(names = "--yes", description = "Does it without asking.")
    private boolean yes;

    DbRepair(Surroundings surroundings) {
        super(surroundings);
    }

    @Override
    public Integer call() {
        return db.work((target, migrations) -> {
            var out = surroundings.out();
            var repair = migrations.repair();
            var plan = repair.plan();
            if (plan.isEmpty()) {
                out.println("There is nothing to repair in the history of " + target + ".");
                return 0;
            }
            out.println("In the history of " + target + ", this would:");
            plan.forEach(sentence -> out.println("  " + sentence));
            if (!agreed()) {
                out.println("Nothing was changed." + (surroundings.terminal() ? "" : " --yes does it."));
                return 1;
            }
            repair.run(plan, Progress.to(out, surroundings.terminal()));
            out.println("Done.");
            return 0;
        });
    }

    private boolean agreed() {
        return yes
                || surroundings.terminal()
                        && surroundings.ask().apply("Do it? [y/N] ").strip().matches("(?i)y|yes");
    }
}
