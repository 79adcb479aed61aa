package blog.proof;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;

/** The Docker engine of this machine, which may not be there. */
final class LocalContainers {
    private static final Path HERE = Path.of("").toAbsolutePath();

    private LocalContainers() {}

    static boolean answers() {
        try {
            ProjectCopy.run(HERE, "docker", "image", "inspect", "postgres:18-alpine");
            return true;
        } catch (RuntimeException absent) {
            return false;
        }
    }

    static void assumeItAnswers() {
        if (!answers()) {
            System.out.println(
                    "NOT PROVED HERE: no Docker engine with postgres:18-alpine answers, so no container is tried.");
        }
        assumeTrue(answers(), "no Docker engine with postgres:18-alpine answers");
    }

    static boolean hasContainerOf(ProjectCopy copy) {
        return !ProjectCopy.run(HERE, "docker", "ps", "-aq", "--filter", "label=blog.folder=" + copy.folder())
                .isEmpty();
    }
}
