package blog.chain.migrations;

import blog.chain.catalog.Catalog;
import blog.chain.catalog.TextDiff;
import blog.platform.config.Settings;
import java.sql.SQLException;
import java.util.Optional;
import org.jooq.impl.DSL;

/** Runs each migration up, down and up again on an empty database, and reports where the schema does not come back. */
final class RoundTrip {
    private final Settings.Login login;
    private final MigrationScripts scripts;

    RoundTrip(Settings.Login login, MigrationScripts scripts) {
        this.login = login;
        this.scripts = scripts;
    }

    /** Of the first migration that does not come back: its files, and the lines of the schema that differ. */
    Optional<String> complaint() {
        return scripts.all().stream()
                .map(this::complaintOf)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> complaintOf(MigrationScript script) {
        var before = catalog();
        forward(script);
        var after = catalog();
        back(script);
        var undone = catalog();
        if (!undone.equals(before)) {
            return Optional.of(script.undoFile() + " does not leave the schema that " + script.file()
                    + " found (- found, + left):\n" + TextDiff.between(before.text(), undone.text()));
        }
        forward(script);
        var again = catalog();
        return again.equals(after)
                ? Optional.empty()
                : Optional.of(script.file() + " makes another schema the second time (- first, + second):\n"
                        + TextDiff.between(after.text(), again.text()));
    }

    private void forward(MigrationScript script) {
        try {
            ScriptRun.forward(login, scripts, script);
        } catch (SQLException fault) {
            throw new AssertionError(script.file() + ": " + fault.getMessage(), fault);
        }
    }

    private void back(MigrationScript script) {
        try {
            ScriptRun.back(login, scripts, script);
        } catch (SQLException fault) {
            throw new AssertionError(script.undoFile() + ": " + fault.getMessage(), fault);
        }
    }

    private Catalog catalog() {
        try (var sql = DSL.using(login.jdbcUrl(), login.user(), login.password())) {
            return Catalog.of(sql);
        }
    }
}
