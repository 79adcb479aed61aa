package blog.platform.config;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * Prints the address, the user and the password that {@code ./mvnw flyway:…} hands to Flyway, a line each; nothing but
 * an error when there are none. It is run from its source, before anything is built.
 */
public final class FlywayLogin {
    private FlywayLogin() {}

    /** @param arguments the project folder; DATABASE_URL as the environment has it is the input */
    public static void main(String[] arguments) throws IOException {
        var address = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
        try {
            var settings = SettingsReader.read(Map.of(Setting.DATABASE_URL.name(), address), Path.of(arguments[0]));
            var login = settings.database()
                    .given()
                    .orElseThrow(() -> new CannotRunException(
                            "Flyway's goals need a database: set DATABASE_URL, in the environment or in .env. (For Blog's"
                                    + " own database, use ./blog db status, ./blog db migrate and the like.)"));
            var lines = login.jdbcUrl() + "\n" + login.user() + "\n" + login.password() + "\n";
            System.out.writeBytes(lines.getBytes(StandardCharsets.UTF_8));
        } catch (CannotRunException fault) {
            System.err.println(fault.getMessage());
        }
    }
}
