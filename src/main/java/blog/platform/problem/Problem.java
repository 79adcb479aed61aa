package blog.platform.problem;

import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * An error the client may see: its kind, a sentence, and for field errors what is wrong with each field. The HTTP
 * status of a kind is chosen at the edge, not here.
 */
public final class Problem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The kinds of problems, in terms of the blog. */
    public enum Kind {
        MALFORMED,
        UNAUTHENTICATED,
        FORBIDDEN,
        NOT_FOUND,
        TAKEN,
        STALE,
        INVALID,
        BUSY
    }

    private final Kind kind;
    private final transient SequencedMap<String, List<String>> faults;
    private final @Nullable Refusal refusal;

    private Problem(Kind kind, String sentence, Map<String, List<String>> faults) {
        this(kind, sentence, faults, null);
    }

    private Problem(Kind kind, String sentence, Map<String, List<String>> faults, @Nullable Refusal refusal) {
        super(sentence, null, false, false);
        this.kind = kind;
        this.faults = new TreeMap<>(faults);
        this.refusal = refusal;
    }

    /** The request cannot be read at all. */
    public static Problem malformed(String sentence) {
        return new Problem(Kind.MALFORMED, sentence, Map.of());
    }

    /** The caller is not authenticated. */
    public static Problem unauthenticated(String sentence) {
        return new Problem(Kind.UNAUTHENTICATED, sentence, Map.of());
    }

    public static Problem forbidden(String sentence) {
        return new Problem(Kind.FORBIDDEN, sentence, Map.of());
    }

    /** @param what the thing that is not there, as in "post 12" */
    public static Problem notFound(String what) {
        return new Problem(Kind.NOT_FOUND, "There is no " + what + ".", Map.of());
    }

    /** @param fields the fields whose values somebody else has */
    public static Problem taken(List<String> fields) {
        var faults = new TreeMap<String, List<String>>();
        fields.forEach(field -> faults.put(field, List.of("is taken")));
        return new Problem(Kind.TAKEN, "Somebody else has this " + String.join(" and this ", fields) + ".", faults);
    }

    /** The resource has been changed by somebody else since it was read. */
    public static Problem stale() {
        return new Problem(Kind.STALE, "It has changed since you read it; read it again.", Map.of());
    }

    /** @param faults by field, what is wrong with each; not empty */
    public static Problem invalid(Map<String, List<String>> faults) {
        var fields = new TreeMap<>(faults).keySet();
        return new Problem(Kind.INVALID, "Wrong: " + String.join(", ", fields) + ".", faults);
    }

    public static Problem invalid(String field, String rule) {
        return invalid(Map.of(field, List.of(rule)));
    }

    /** There are more requests than can be served just now; the same one may well succeed a second later. */
    public static Problem busy(String sentence) {
        return busy(Refusal.OTHER, sentence);
    }

    /** As {@link #busy(String)}, counted under this reason. */
    public static Problem busy(Refusal reason, String sentence) {
        return new Problem(Kind.BUSY, sentence, Map.of(), reason);
    }

    public Kind kind() {
        return kind;
    }

    /** The reason it is counted under; null for what is the client's own error. */
    public @Nullable Refusal refusal() {
        return refusal;
    }

    /** By field, what is wrong with each; empty for problems that are not about fields. */
    public SequencedMap<String, List<String>> faults() {
        return faults;
    }
}
