package blog.proof;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A migration that the running release cannot live with is found before it is released, and one that it can is not held up. */
@Tag("proof")
@Timeout(300)
class PreviousReleaseTest {
    private static final String[] QUICKLY = {
        "-Dbuild.db=embedded", "-Dtest.db=embedded", "-Dtest=LikesRoutesTest", "-Dsurefire.skipAfterFailureCount=1"
    };

    private static ProjectCopy copy;

    @BeforeAll
    static void release() {
        copy = ProjectCopy.named("previous-release").with("blog", "src/test", ".gitignore");
        git("init", "--quiet");
        commit();
        git("tag", "v0.1.0");
    }

    private static void commit() {
        git("add", "--all");
        git("-c", "user.name=Ann", "-c", "user.email=ann@example.org", "commit", "--quiet", "--message", "Release");
    }

    private static void git(String... arguments) {
        var command = new String[arguments.length + 1];
        command[0] = "git";
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProjectCopy.run(copy.folder(), command);
    }

    @Test
    void aColumnThatMayBeMissingDisturbsNobody() {
        copy.migration("alter table posts add column subtitle varchar(100);");
        tried().endsWith(0)
                .says("blog.likes.LikesRoutesTest", "v0.1.0 survives: ", " of its tests speak to it on the new schema")
                .doesNotSay("DOES NOT SURVIVE", "survives: 0 ");
    }

    @Test
    void aRenamedColumnIsMissedByTheReleaseThatRuns() {
        copy.migration("alter table posts rename column title to headline;");
        tried().endsWith(1)
                .says("v0.1.0 DOES NOT SURVIVE", "V29990101000000__be_a_test", "LikesRoutesTest.")
                .says("ERROR: column \"title\" of relation \"posts\" does not exist");
    }

    private static BuildRun tried() {
        return copy.blogTest(List.of("--previous-release"), QUICKLY);
    }

    @Test
    void withoutAMigrationThereIsNothingToTry() {
        copy.withoutMigration();
        tried().endsWith(0).says("v0.1.0 survives: no migration has been written since.");
    }

    @Test
    void whereNothingCanBeTriedItSaysWhy() {
        copy.blogTest(List.of("--previous-release", "v9.9.9")).endsWith(2).says("there is no tag v9.9.9", "v0.1.0");
        git("tag", "--delete", "v0.1.0");
        try {
            tried().endsWith(0).says("NO RELEASE IS TAGGED");
        } finally {
            git("tag", "v0.1.0");
        }
    }
}
