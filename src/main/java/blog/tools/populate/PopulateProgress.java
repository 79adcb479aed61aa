package blog.tools.populate;

/** Is told how far the filling is, at the start of each table, every few thousand rows, and when they are in. */
@FunctionalInterface
public interface PopulateProgress {
    PopulateProgress NONE = (what, done, of) -> {};

    /** @param what the table's name */
    void rows(String what, long done, long of);
}
