package blog.cli;

import blog.chain.migrations.Migrator;
import blog.cli.context.CommandContext;
import blog.cli.context.TargetDatabase;
import blog.tools.populate.DatabasePopulator;
import blog.tools.populate.PopulationSizes;
import blog.tools.populate.ProgressBar;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Fills the database with generated rows. */
@Command(
        name = "populate",
        sortOptions = false,
        description = {
            "Fills the database with generated users, posts and likes, up to millions of them.",
            "",
            "The same seed and sizes give the same rows, dates included (in 2024 and 2025). Either all rows are"
                    + " added or, after a failure or Ctrl-C, none. Run again, it adds more users, with posts and likes"
                    + " of their own.",
            "",
            "Every populated user logs in with the password “" + DatabasePopulator.PASSWORD
                    + "”: never populate a database" + " that strangers can reach."
        },
        footer = {
            "",
            "Examples:",
            "  ./blog populate --users 1000 --posts 100000 --likes 1000000",
            "  ./blog populate --users 50 --seed 7",
            "",
            "To start over: stop the service and delete ./data, or drop and create the database of DATABASE_URL."
        })
final class PopulateCommand implements Callable<Integer> {
    private static final int USUAL_USERS = 100;
    private static final long POSTS_A_USER = 10;
    private static final long LIKES_A_POST = 10;

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--users", paramLabel = "N", description = "Number of users. Default: 100.")
    private int users = USUAL_USERS;

    @Option(names = "--posts", paramLabel = "N", description = "Number of posts. Default: 10 per user.")
    private @Nullable Integer posts;

    @Option(
            names = "--likes",
            paramLabel = "N",
            description = "Number of likes, at most users × posts. Default: 10 per post.")
    private @Nullable Integer likes;

    @Option(names = "--seed", paramLabel = "N", description = "A different number gives different rows. Default: 1.")
    private long seed = DatabasePopulator.USUAL_SEED;

    PopulateCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var sizes = sizes();
        var out = context.out();
        var settings = context.settings().database();
        try (var target = TargetDatabase.open(settings, spec.commandLine().getErr())) {
            var migrations = Migrator.of(target.login());
            if (settings.given().isEmpty()) {
                migrations.migrate(blog.chain.migrations.MigrationProgress.NONE);
            }
            migrations.requireCurrent();
            var bar = new ProgressBar(out, context.terminal());
            var first = new DatabasePopulator(sizes, seed).fill(target.sql(), bar);
            bar.end(sizes.rows());
            if (sizes.users() > 0) {
                out.println("Log in as any of them, for example “" + first + "”, with the password “"
                        + DatabasePopulator.PASSWORD + "”.");
            }
        }
        return 0;
    }

    private PopulationSizes sizes() {
        var posted = posts == null ? Math.clamp(users * POSTS_A_USER, 0, PopulationSizes.MOST_POSTS) : posts;
        var room = Math.min((long) users * posted, PopulationSizes.MOST_LIKES);
        var liked = likes == null ? (int) Math.clamp(posted * LIKES_A_POST, 0, Math.max(room, 0)) : likes;
        return new PopulationSizes(users, posted, liked);
    }
}
