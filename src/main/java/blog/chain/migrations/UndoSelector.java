package blog.chain.migrations;

import blog.platform.problem.CannotRunException;
import java.util.ArrayList;
import java.util.List;

/** Selects the migrations to undo, newest first, and rejects what cannot be undone. */
record UndoSelector(MigrationHistory history, MigrationScripts scripts) {
    /** @throws CannotRunException when there is nothing to undo, no way to, or not in this order */
    List<MigrationScript> chosen(UndoTarget target) {
        requireNoneFailed();
        var newestFirst = new ArrayList<>(history.applied().descendingKeySet());
        if (newestFirst.isEmpty()) {
            throw new CannotRunException(
                    history.baseline() == null
                            ? "There is nothing to undo: no migration is applied to this database."
                            : "There is nothing to undo: this database was adopted at " + history.baseline()
                                    + ", and how to take back what is older is not known.");
        }
        var chosen =
                switch (target) {
                    case UndoTarget.Last last -> newest(newestFirst, last.count());
                    case UndoTarget.DownTo downTo -> newerThan(newestFirst, downTo.version());
                    case UndoTarget.Only only -> only(newestFirst, only.version());
                };
        return chosen.stream().map(this::undoable).toList();
    }

    private void requireNoneFailed() {
        if (!history.failed().isEmpty()) {
            throw new CannotRunException(
                    "The migration " + history.failed().getFirst().file() + " stopped halfway on this"
                            + " database. Look at what it left, and run ./blog db repair before you undo others.");
        }
    }

    private List<String> newest(List<String> newestFirst, int count) {
        if (count < 1) {
            throw new CannotRunException("./blog db undo takes a number from 1, not " + count + ".");
        }
        if (count > newestFirst.size()) {
            throw new CannotRunException("Only " + MigrationStatus.count(newestFirst.size(), "migration")
                    + " can be undone here, not " + count + ".");
        }
        return newestFirst.subList(0, count);
    }

    private List<String> newerThan(List<String> newestFirst, String version) {
        if (!version.equals("0") && !version.equals(history.baseline()) && !newestFirst.contains(version)) {
            throw new CannotRunException(notApplied(version));
        }
        var newer = newestFirst.stream()
                .filter(each -> MigrationScript.OLDEST_FIRST.compare(each, version) > 0)
                .toList();
        if (newer.isEmpty()) {
            throw new CannotRunException("There is nothing to undo: the database is at " + version + " already.");
        }
        return newer;
    }

    private List<String> only(List<String> newestFirst, String version) {
        int at = newestFirst.indexOf(version);
        if (at < 0) throw new CannotRunException(notApplied(version));
        if (at > 0) {
            throw new CannotRunException("Migration " + version + " cannot be undone before those that came after it: "
                    + String.join(", ", newestFirst.subList(0, at)) + ". ./blog db undo " + (at + 1)
                    + " undoes them all, newest first.");
        }
        return List.of(version);
    }

    private String notApplied(String version) {
        var known = scripts.all().stream().anyMatch(script -> script.version().equals(version));
        return "Migration " + version + (known ? " is not applied to this database." : " is not known.")
                + " ./blog db history lists those that are applied.";
    }

    private MigrationScript undoable(String version) {
        var script = scripts.all().stream()
                .filter(each -> each.version().equals(version))
                .findFirst()
                .orElseThrow(() -> new CannotRunException("Migration " + version
                        + " is applied to this database, but its file is not here: it comes from another branch or a newer"
                        + " release. Undo it from there."));
        if (scripts.back(script).isEmpty()) {
            throw new CannotRunException("There is no " + script.undoFile() + ", so nobody has said how to undo "
                    + script.file() + ". Write it, beside that file, and run this again.");
        }
        return script;
    }
}
