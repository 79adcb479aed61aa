package blog.platform.config;

/**
 * Divides the heap among what clients can make the service hold at once, so that all of it together fits.
 *
 * @param heap in bytes
 */
public record HeapPlan(long heap, int cores) {
    private static final long MIB = 1 << 20;

    /** What the service holds when nobody asks for anything. */
    static final long SERVICE = 24 * MIB;

    /** The 19 MiB of one hash, and a little around it. */
    static final long HASH = 20 * MIB;

    /** About what a request holds while it is worked on, at most: a page of the longest posts, twice. */
    static final long REQUEST = 4 * MIB;

    private static final int FEWEST_PLACES = 4;
    private static final int MOST_PLACES = 128;

    public static HeapPlan ofThisProcess() {
        var process = Runtime.getRuntime();
        return new HeapPlan(process.maxMemory(), process.availableProcessors());
    }

    /** The number of passwords that are hashed at once: one per core, together at most a quarter of the heap; at least one. */
    public int hashes() {
        return Math.clamp(heap / 4 / HASH, 1, cores);
    }

    /** The bytes of large bodies of which a part has arrived. */
    public long bodies() {
        return heap / 8;
    }

    /** The bytes of large answers that have not been read yet. */
    public long answers() {
        return heap / 4;
    }

    /** The number of requests that are worked on at once: as many as fit into what the others leave. */
    public int places() {
        var rest = heap - SERVICE - hashes() * HASH - bodies() - answers();
        return Math.clamp(rest / REQUEST, FEWEST_PLACES, MOST_PLACES);
    }
}
