package blog.cli;

import blog.cli.context.CommandContext;
import blog.platform.config.Setting;
import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Prints the help of a command or a topic. */
@Command(
        name = "help",
        description = "Explains a command or a topic.",
        footer = {
            "",
            "Topics: config (every setting, one by one), jdk (how to get Java).",
            "Commands: serve, migrate, populate, bench, openapi, db, version; of the launcher: build, test."
        })
final class HelpCommand implements Callable<Integer> {
    private static final Map<String, Supplier<String>> TOPICS = new TreeMap<>(Map.of("config", Setting::help));

    private final CommandContext context;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..*", paramLabel = "TOPIC", description = "A command, as in db undo, or: config.")
    private List<String> words = List.of();

    HelpCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        var text = TOPICS.get(String.join(" ", words));
        if (text != null) {
            context.out().print(text.get());
        } else {
            var commands = spec.parent().commandLine();
            for (var word : words) commands = below(commands, word);
            commands.usage(commands.getOut());
        }
        return 0;
    }

    private CommandLine below(CommandLine commands, String word) {
        var found = commands.getSubcommands().get(word);
        if (found == null) {
            var known = new ArrayList<>(commands.getSubcommands().keySet());
            if (commands.getParent() == null) known.addAll(TOPICS.keySet());
            throw new CannotRunException(
                    "No help on “" + String.join(" ", words) + "”, only on: " + String.join(", ", known) + ".");
        }
        return found;
    }
}
