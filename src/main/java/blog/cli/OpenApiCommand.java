package blog.cli;

import blog.cli.context.CommandContext;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "openapi",
        description = {
            "Prints the API document (OpenAPI 3.1), without version and address; it needs no database.",
            "",
            "docs/openapi.json is the document as last reviewed: a test compares the two."
        },
        footer = {"", "Examples:", "  ./blog openapi > docs/openapi.json"})
final class OpenApiCommand implements Callable<Integer> {
    private final CommandContext context;

    OpenApiCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.out().print(context.apiDocument().get());
        return 0;
    }
}
