package blog.mutations;

import blog.mutations.MutationResult.Outcome;
import blog.platform.config.Settings;
import blog.support.TestDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;

/** A folder of its own, in which one mutation after another is made and tried. */
final class MutationWorkspace {
    private final Path sources;
    private final Path resources;
    private final SchemaGenerator generation;
    private final InMemoryCompiler compilation;
    private final DetectingTests noticing = new DetectingTests();

    MutationWorkspace(Path folder, List<Path> libraries) throws Exception {
        generation = new SchemaGenerator(folder.resolve("build"));
        sources = folder.resolve("sources");
        resources = Files.createDirectories(folder.resolve("resources"));
        compilation = new InMemoryCompiler(libraries);
    }

    MutationResult tried(Mutation mutation) throws Exception {
        var database = TestDatabase.fresh();
        try {
            return tried(mutation, database);
        } finally {
            TestDatabase.drop(database);
        }
    }

    private MutationResult tried(Mutation mutation, Settings.Login database) throws Exception {
        try (var connection = TestDatabase.connect(database);
                var statement = connection.createStatement()) {
            statement.execute(mutation.statements());
        } catch (SQLException fault) {
            return new MutationResult(mutation, Outcome.IMPOSSIBLE, firstLine(fault));
        }
        try {
            generation.write(database, sources, resources);
        } catch (Exception fault) {
            // A database that is gone has noticed nothing.
            TestDatabase.connect(database).close();
            return new MutationResult(mutation, Outcome.GENERATOR, firstLine(fault));
        }
        var compiled = compilation.of(sources);
        return compiled.errors().isEmpty()
                ? examined(mutation, database, compiled.classes())
                : new MutationResult(mutation, Outcome.COMPILER, inAll(compiled.errors()));
    }

    private MutationResult examined(Mutation mutation, Settings.Login database, Map<String, byte[]> classes)
            throws Exception {
        return noticing.by(new MutatedClasses(classes, resources), database)
                .map(failure -> new MutationResult(mutation, Outcome.TEST, failure))
                .orElseGet(() -> new MutationResult(mutation, Outcome.SURVIVED, ""));
    }

    private static String inAll(List<String> errors) {
        return errors.getFirst() + (errors.size() == 1 ? "" : " (and " + (errors.size() - 1) + " more)");
    }

    private static String firstLine(Exception fault) {
        return String.valueOf(fault.getMessage()).lines().findFirst().orElse("");
    }
}
