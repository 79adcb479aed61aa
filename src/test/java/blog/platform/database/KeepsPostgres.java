package blog.platform.database;

import java.io.IOException;
import java.nio.file.Path;

/** A process that starts a server in the folder it is given, says so, and keeps it until its input ends. */
final class KeepsPostgres {
    private KeepsPostgres() {}

    public static void main(String[] arguments) throws IOException {
        try (var postgres = EmbeddedPostgres.start(
                Path.of(arguments[0]),
                Path.of(arguments[1]),
                EmbeddedPostgres::freePort,
                EmbeddedPostgres.Durability.KEPT)) {
            System.out.println(postgres.login("blog").port() > 0 ? "started" : "not started");
            while (System.in.read() >= 0) {}
        }
    }
}
