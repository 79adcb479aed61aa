package blog.chain.migrations;

/** How much to take back. */
public sealed interface Extent {
    /** The newest ones. */
    record Last(int count) implements Extent {}

    /** All that are newer than this version, which stays; 0 for all there are. */
    record DownTo(String version) implements Extent {}

    /** This one, which has to be the newest. */
    record Only(String version) implements Extent {}
}
