package blog.chain.migrations;

/** The number of migrations to undo, or the version to go back to. */
public sealed interface UndoTarget {
    /** The newest ones. */
    record Last(int count) implements UndoTarget {}

    /** All that are newer than this version, which stays; 0 for all there are. */
    record DownTo(String version) implements UndoTarget {}

    /** This one, which has to be the newest. */
    record Only(String version) implements UndoTarget {}
}
