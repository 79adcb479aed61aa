package blog.platform.input;

import java.util.List;
import java.util.SequencedMap;

/** A request that can validate itself; all errors at once. */
public interface SelfChecking {
    /** By JSON member, the rules it breaks; empty when all is well. */
    SequencedMap<String, List<String>> faults();
}
