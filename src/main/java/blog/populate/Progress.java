package blog.populate;

/** Is told how far the filling is, every few thousand rows and at the end of each table. */
@FunctionalInterface
public interface Progress {
    Progress NONE = (what, done, of) -> {};

    /** @param what the table's name */
    void rows(String what, long done, long of);
}
