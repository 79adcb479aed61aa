package blog.chain.lint;

import blog.chain.migrations.ScriptStatement;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.flywaydb.core.api.FlywayException;

/**
 * One parsed script.
 *
 * @param forward whether it makes a change; false for one that takes a change back
 * @param conf what stands in its {@code .conf} file; nothing where there is none
 * @param fault why it cannot be cut into statements; empty when it can
 */
record MigrationFile(
        String name, boolean forward, String text, String conf, List<ParsedStatement> statements, String fault) {
    static MigrationFile of(String name, String text, String conf) {
        boolean forward = name.startsWith("V");
        try {
            var statements =
                    ScriptStatement.of(text).stream().map(ParsedStatement::of).toList();
            return new MigrationFile(name, forward, text, conf, statements, "");
        } catch (FlywayException fault) {
            return new MigrationFile(name, forward, text, conf, List.of(), String.valueOf(fault.getMessage()));
        }
    }

    List<DdlAction> actions() {
        return statements.stream().flatMap(each -> each.actions().stream()).toList();
    }

    /** Tables that nobody uses yet while it runs; not one that is dropped and made anew. */
    Set<String> made(SimulatedSchema before) {
        return actions().stream()
                .filter(DdlAction.CreateTable.class::isInstance)
                .map(action -> ((DdlAction.CreateTable) action).table())
                .filter(table -> !before.has(table))
                .collect(Collectors.toSet());
    }
}
