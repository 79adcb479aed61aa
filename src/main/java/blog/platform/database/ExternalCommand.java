package blog.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program to its end in a clean environment, and captures its output. */
record ExternalCommand(int status, String output) {
    boolean worked() {
        return status == 0;
    }

    /**
     * @param folder where it runs
     * @param input what it reads
     * @param limit after which it is killed, which counts as a failure
     */
    static ExternalCommand run(Path folder, List<String> words, String input, Duration limit) throws IOException {
        var said = Files.createTempFile("blog-", ".out");
        try {
            var builder = new ProcessBuilder(words).directory(folder.toFile());
            builder.redirectErrorStream(true).redirectOutput(said.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin");
            builder.environment().put("LC_ALL", "C");
            var process = builder.start();
            feed(process, input);
            int status = waitFor(process, limit);
            return new ExternalCommand(status, Files.readString(said, StandardCharsets.ISO_8859_1));
        } finally {
            Files.deleteIfExists(said);
        }
    }

    private static void feed(Process process, String input) {
        try (var pipe = process.outputWriter(StandardCharsets.UTF_8)) {
            pipe.write(input);
        } catch (IOException endedEarly) {
            // Its status and its output say why.
        }
    }

    /** An order to hurry ends the wait for the program, not the program's work before its limit. */
    private static int waitFor(Process process, Duration limit) {
        boolean interrupted = false;
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                try {
                    if (process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) return process.exitValue();
                    process.destroyForcibly();
                    return -1;
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) Thread.currentThread().interrupt();
        }
    }
}
