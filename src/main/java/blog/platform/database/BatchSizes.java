package blog.platform.database;

/** Is told how many were answered together, by the name of what is done in batches. */
@FunctionalInterface
public interface BatchSizes {
    /** @param batch one of a few names that the code chooses; none that a client can make up */
    void add(String batch, int size);
}
