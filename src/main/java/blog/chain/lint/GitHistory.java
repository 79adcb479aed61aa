package blog.chain.lint;

import blog.platform.problem.CannotRunException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The git history of the folder's project; empty where there is no git or no repository. */
final class GitHistory implements PreviousReleaseSources {
    /** The exit codes that are an answer; other commands ask whether there is something at all. */
    private static final Map<String, Integer> MOST_WITHOUT_A_FAULT = Map.of("grep", 1, "show", 0);

    private final Path folder;
    private final Optional<String> tag;

    GitHistory(Path folder) {
        this.folder = folder.toAbsolutePath();
        // As src/test/shell/previous-release.sh asks; v1.0.0-rc1 comes before v1.0.0.
        tag = ask(
                        "-c",
                        "versionsort.suffix=-",
                        "tag",
                        "--list",
                        "v[0-9]*",
                        "--merged",
                        "HEAD",
                        "--sort=-version:refname")
                .stream()
                .findFirst();
    }

    /** Returns the landed files: the names of the folder's files on the main branch. */
    List<String> landed() {
        return List.of("origin/HEAD", "origin/main", "main", "master").stream()
                .filter(branch ->
                        !ask("rev-parse", "--verify", "--quiet", branch).isEmpty())
                .findFirst()
                .map(branch -> ask("ls-tree", "--name-only", branch))
                .orElse(List.of());
    }

    @Override
    public Optional<String> tag() {
        return tag;
    }

    @Override
    public List<String> uses(Use use) {
        return ask("grep", "--full-name", "-lwE", "-e", use.name(), tag.orElseThrow(), "--", ":/src/main").stream()
                .flatMap(file -> lines(file, use).map(line -> file.substring(file.indexOf(':') + 1) + ":" + line))
                .toList();
    }

    /** Over the whole text, since a formatter may break a line anywhere. */
    private Stream<Integer> lines(String file, Use use) {
        var text = String.join("\n", ask("show", file));
        return use.pattern()
                .matcher(text)
                .results()
                .map(found -> (int) text.substring(0, found.end()).lines().count())
                .distinct();
    }

    private List<String> ask(String... words) {
        // Uncoloured also for a user who has color.ui=always.
        var command = new ArrayList<>(
                List.of("git", "-c", "core.quotepath=off", "-c", "color.ui=false", "-C", folder.toString()));
        command.addAll(List.of(words));
        try {
            var process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            if (code > MOST_WITHOUT_A_FAULT.getOrDefault(words[0], Integer.MAX_VALUE)) {
                throw new CannotRunException("git cannot say what " + tag.orElse("the previous release")
                        + " uses: `git " + words[0] + "` ended with " + code + ". Is the repository whole?");
            }
            return code == 0 ? said.lines().toList() : List.of();
        } catch (IOException noGit) {
            return List.of();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }
}
