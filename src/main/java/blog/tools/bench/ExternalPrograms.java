package blog.tools.bench;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds external programs and captures their output. */
final class ExternalPrograms {
    private ExternalPrograms() {}

    static boolean isThere(String program) {
        try {
            new ProcessBuilder(program, "--version")
                    .redirectErrorStream(true)
                    .start()
                    .getInputStream()
                    .close();
            return true;
        } catch (IOException notFound) {
            return false;
        }
    }

    /** @throws CannotRunException when the program does not end with 0 */
    static String run(Path folder, Map<String, String> environment, List<String> words) {
        try {
            var builder = new ProcessBuilder(words).directory(folder.toFile()).redirectErrorStream(true);
            builder.environment().putAll(environment);
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) throw new CannotRunException(words.getFirst() + " failed:\n" + said.strip());
            return said;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
            throw new CannotRunException("Interrupted.");
        }
    }
}
