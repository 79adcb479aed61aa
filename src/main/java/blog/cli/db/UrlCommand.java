package blog.cli.db;

import blog.cli.context.CommandContext;
import blog.cli.context.TargetDatabase;
import blog.platform.config.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.Command;

/** Prints the URL of the database. */
@Command(
        name = "url",
        description = {
            "Prints the URL of the database, including the password, for psql and other programs.",
            "",
            "Blog's own database runs only while ./blog serve does."
        },
        footer = {"", "Examples:", "  psql \"$(./blog db url)\"", "  DATABASE_URL=$(./blog db url) ./mvnw flyway:info"})
final class UrlCommand extends DbSubcommand {
    UrlCommand(CommandContext context) {
        super(context);
    }

    @Override
    public Integer call() {
        context.out().println(written(TargetDatabase.running(context.settings().database())));
        return 0;
    }

    private static String written(Settings.Login login) {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        encoded(login.user()),
                        encoded(login.password()),
                        login.host().contains(":") ? "[" + login.host() + "]" : login.host(),
                        login.port(),
                        encoded(login.database()));
    }

    private static String encoded(String part) {
        return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
