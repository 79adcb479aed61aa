package blog.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** A run of the build on a copy of the project, and its output. */
final class BuildRun {
    private static final Pattern ERROR = Pattern.compile("\\[ERROR\\] /?(\\S+\\.java):\\[(\\d+),\\d+\\]");

    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private final ProjectCopy copy;
    private final Process process;
    private final BufferedReader reader;
    private final StringBuilder said = new StringBuilder();

    BuildRun(ProjectCopy copy, Process process) {
        this.copy = copy;
        this.process = process;
        this.reader = process.inputReader();
        // It has a process group of its own, so Ctrl-C on the tests does not reach it.
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
    }

    /** Reads on until the build has said this, and ends a build that does not. */
    BuildRun untilItSays(String text) {
        var end = CompletableFuture.runAsync(
                process::destroy, CompletableFuture.delayedExecutor(PATIENCE.toSeconds(), TimeUnit.SECONDS));
        while (!said.toString().contains(text)) {
            if (!readLine()) throw new AssertionError("The build ended without saying: " + text + "\n" + said);
        }
        end.cancel(false);
        return this;
    }

    BuildRun toEnd() {
        boolean more = true;
        while (more) more = readLine();
        awaitEnd(process.toHandle());
        return this;
    }

    private boolean readLine() {
        try {
            var line = reader.readLine();
            if (line != null) said.append(line).append('\n');
            return line != null;
        } catch (IOException fault) {
            throw new UncheckedIOException(fault);
        }
    }

    /** Sends SIGINT, as Ctrl-C in a terminal does. */
    BuildRun interrupt() {
        ProjectCopy.run(copy.folder(), "kill", "-INT", "--", "-" + process.pid());
        return toEnd();
    }

    BuildRun kill() {
        process.destroyForcibly();
        awaitEnd(process.toHandle());
        return this;
    }

    /** Ends the watcher first, and so leaves an orphan. */
    BuildRun killWithWatcher() {
        var watcher = ProcessHandle.of(
                        Long.parseLong(copy.read("target/throwaway/watcher").strip()))
                .orElseThrow();
        watcher.destroyForcibly();
        awaitEnd(watcher);
        return kill();
    }

    BuildRun succeeds() {
        assertThat(process.exitValue()).as(said.toString()).isZero();
        return this;
    }

    BuildRun fails() {
        assertThat(process.exitValue()).as(said.toString()).isNotZero();
        return this;
    }

    BuildRun endsWith(int status) {
        assertThat(process.exitValue()).as(said.toString()).isEqualTo(status);
        return this;
    }

    BuildRun says(String... texts) {
        assertThat(said.toString()).contains(texts);
        return this;
    }

    BuildRun saysOnce(String text) {
        assertThat(said.toString().lines().filter(line -> line.contains(text)))
                .as(said.toString())
                .hasSize(1);
        return this;
    }

    BuildRun doesNotSay(String... texts) {
        assertThat(said.toString()).doesNotContain(texts);
        return this;
    }

    /** The places, as `path:line`, at which the compiler found errors. */
    List<String> errors() {
        var root = copy.folder().toString().substring(1) + "/";
        return ERROR.matcher(said)
                .results()
                .map(error -> error.group(1).replace(root, "") + ":" + error.group(2))
                .distinct()
                .toList();
    }

    /** Waits until no process is left that works in the copy's folder: watcher, server, or the build itself. */
    void leavesNoProcess() {
        ProcessHandle.allProcesses().filter(this::worksInCopy).forEach(BuildRun::awaitEnd);
        assertThat(ProcessHandle.allProcesses().filter(this::worksInCopy)).isEmpty();
    }

    boolean hasServer() {
        return ProcessHandle.allProcesses()
                .filter(this::worksInCopy)
                .anyMatch(each -> commandOf(each).contains("postgres"));
    }

    private boolean worksInCopy(ProcessHandle handle) {
        return commandOf(handle).contains(copy.folder() + "/");
    }

    private static String commandOf(ProcessHandle handle) {
        return handle.info().commandLine().orElse("");
    }

    private static void awaitEnd(ProcessHandle handle) {
        try {
            handle.onExit().get(60, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException fault) {
            throw new AssertionError("Still running: " + commandOf(handle), fault);
        }
    }

    @Override
    public String toString() {
        return said.toString();
    }
}
