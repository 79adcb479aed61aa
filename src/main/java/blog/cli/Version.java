package blog.cli;

import blog.migrations.Migrations;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "version", description = "Says which release this is, which schema it needs, and which Java runs it.")
final class Version implements Callable<Integer> {
    private final Surroundings surroundings;

    Version(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() {
        var packaged = Optional.ofNullable(Version.class.getPackage().getImplementationVersion());
        surroundings
                .out()
                .printf(
                        "blog %s, schema %s, Java %s%n",
                        packaged.orElse("(not packaged)"),
                        Migrations.packaged().getLast().version(),
                        Runtime.version());
        return 0;
    }
}
