package blog.cli;

import blog.config.Setting;
import blog.problem.CannotRun;
import java.util.ArrayList;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
        name = "help",
        description = "Explains a command or a topic.",
        footer = {
            "",
            "Topics: config (every setting, one by one), jdk (how to get Java).",
            "Commands: serve, migrate, populate, bench, db, version."
        })
final class Help implements Callable<Integer> {
    private static final Map<String, Supplier<String>> TOPICS = new TreeMap<>(Map.of("config", Setting::help));

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "TOPIC", description = "A command, or: config.")
    private @Nullable String topic;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Shows this.")
    private boolean help;

    Help(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var commands = spec.parent().commandLine();
        var text = topic == null ? null : TOPICS.get(topic);
        if (topic == null) {
            commands.usage(commands.getOut());
        } else if (text != null) {
            surroundings.out().print(text.get());
        } else if (commands.getSubcommands().containsKey(topic)) {
            commands.getSubcommands().get(topic).usage(commands.getOut());
        } else {
            var known = new ArrayList<>(commands.getSubcommands().keySet());
            known.addAll(TOPICS.keySet());
            throw new CannotRun("There is no help on “" + topic + "”, only on: " + String.join(", ", known) + ".");
        }
        return 0;
    }
}
