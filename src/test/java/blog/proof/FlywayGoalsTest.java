package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;

import blog.chain.migrations.Migrator;
import blog.platform.config.Settings;
import blog.support.TestDatabase;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** `./mvnw flyway:info` and the like work on the database that Blog uses. */
@Tag("proof")
class FlywayGoalsTest {
    private final ProjectCopy copy = ProjectCopy.named("flyway-goals");
    private final Settings.Login database = TestDatabase.bare();

    @AfterEach
    void drop() {
        TestDatabase.drop(database);
    }

    @Test
    void theyReadTheSettingsFile() {
        var newest = Migrator.packaged().getLast();
        copy.write(".env", "# mine\nPORT=9000\nDATABASE_URL=\"" + libpq() + "\" # here\n");
        copy.maven("flyway:info")
                .succeeds()
                .says(newest.description(), "Pending")
                .doesNotSay(database.password() + "@");
        copy.maven("flyway:migrate").succeeds().says("Successfully applied");
        copy.maven("flyway:validate").succeeds();
        Migrator.of(database).requireCurrent();
    }

    @Test
    void theEnvironmentComesFirstInEitherForm() {
        copy.write(".env", "DATABASE_URL=postgresql://nobody@localhost:1/nowhere\n");
        copy.start(Map.of("DATABASE_URL", jdbc()), "flyway:info")
                .toEnd()
                .succeeds()
                .says("Pending");
        copy.start(Map.of("DATABASE_URL", libpq()), "flyway:info")
                .toEnd()
                .succeeds()
                .says("Pending");
        copy.maven("flyway:info").fails().says("localhost:1");
    }

    @Test
    void withoutADatabaseTheySayWhatToDo() {
        copy.maven("flyway:info").fails().says("set DATABASE_URL", "./blog db status");
        copy.start(Map.of("DATABASE_URL", "mysql://somewhere"), "flyway:info")
                .toEnd()
                .fails()
                .says("DATABASE_URL in the environment", "must start with postgresql:// or jdbc:postgresql://");
    }

    /** Flyway prefers its own settings to the address of the throwaway server. */
    @Test
    void aBuildNeverMigratesTheDatabaseTheyWorkOn() {
        copy.start(Map.of("FLYWAY_URL", jdbc()), "-Dbuild.db=embedded", "generate-sources")
                .toEnd()
                .succeeds();
        assertThat(Migrator.of(database).status().at()).isNull();
        copy.migration("alter table users add column nickname text;");
        copy.start(Map.of("DATABASE_URL", jdbc()), "-Dbuild.db=embedded", "flyway:info", "generate-sources")
                .toEnd()
                .fails()
                .says("run the goals of Flyway by themselves");
        assertThat(Migrator.of(database).status().at()).isNull();
    }

    private String libpq() {
        return "postgresql://%s:%s@%s:%d/%s"
                .formatted(
                        database.user(),
                        database.password()
                                .replaceFirst(
                                        "^.",
                                        "%"
                                                + Integer.toHexString(
                                                        database.password().charAt(0))),
                        database.host(),
                        database.port(),
                        database.database());
    }

    private String jdbc() {
        return "jdbc:postgresql://%s:%d/%s?user=%s&password=%s"
                .formatted(database.host(), database.port(), database.database(), database.user(), database.password());
    }
}
