package blog.tools.populate;

/** Receives the progress of populating: at the start of each table, every few thousand rows, and at its end. */
@FunctionalInterface
public interface PopulateProgress {
    PopulateProgress NONE = (what, done, of) -> {};

    /** @param what the table's name */
    void rows(String what, long done, long of);
}
