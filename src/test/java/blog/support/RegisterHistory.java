package blog.support;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The history of one value that many write and read at the same time, each value once, with the instants of each question
 * and answer. It is linearizable when each may have happened at one instant between its question and its answer.
 *
 * <p>The method is that of Gibbons and Korach, "Testing shared memories" (1997): a value was there at least from the first
 * answer that told of it to the last question that was answered with it (its zone). Two such zones must not overlap, and a
 * value without one, whose questions all came before its first answer, needs room outside of those of others.
 */
public final class RegisterHistory {
    private static final long BEFORE_ALL = Long.MIN_VALUE;
    private static final long NEVER = Long.MAX_VALUE;

    private final Map<String, Value> values = new HashMap<>();
    private final List<String> impossible = new ArrayList<>();

    private static final class Value {
        private final long writeBegan;
        private long firstEnd;
        private long lastStart;
        private boolean read;

        Value(long start, long end) {
            this.writeBegan = start;
            this.firstEnd = end;
            this.lastStart = start;
        }

        private boolean isKnown() {
            return read || firstEnd != NEVER;
        }

        private long from() {
            return Math.min(firstEnd, lastStart);
        }

        private long to() {
            return Math.max(firstEnd, lastStart);
        }
    }

    public RegisterHistory(String first) {
        values.put(first, new Value(BEFORE_ALL, BEFORE_ALL));
    }

    /** A write that was acknowledged. */
    public synchronized void wrote(String value, long start, long end) {
        if (values.put(value, new Value(start, end)) != null) {
            throw new IllegalArgumentException("written twice: " + value);
        }
    }

    /** A write of which nobody knows whether it happened; if so, at any time from its start on. */
    public void perhapsWrote(String value, long start) {
        wrote(value, start, NEVER);
    }

    /** To be told after all writes. */
    public synchronized void read(String value, long start, long end) {
        var read = values.get(value);
        if (read == null) {
            impossible.add(value + " was read, which nobody wrote");
            return;
        }
        if (end < read.writeBegan) impossible.add(value + " was read before it was written");
        read.read = true;
        read.firstEnd = Math.min(read.firstEnd, end);
        read.lastStart = Math.max(read.lastStart, start);
    }

    /** What is wrong with it; empty when it is linearizable. */
    public synchronized List<String> faults() {
        var faults = new ArrayList<>(impossible);
        var zones = new TreeMap<Long, Map.Entry<String, Value>>();
        Map.Entry<String, Value> before = null;
        for (var zone : sorted(true)) {
            if (before != null && zone.getValue().from() < before.getValue().to()) {
                faults.add(before.getKey() + " was seen again after " + zone.getKey());
            }
            if (before == null || zone.getValue().to() > before.getValue().to()) before = zone;
            zones.put(zone.getValue().from(), zone);
        }
        for (var brief : sorted(false)) {
            var around = zones.lowerEntry(brief.getValue().from());
            if (around != null
                    && around.getValue().getValue().to() > brief.getValue().to()) {
                faults.add(brief.getKey() + " was there only while "
                        + around.getValue().getKey() + " was");
            }
        }
        return faults;
    }

    private List<Map.Entry<String, Value>> sorted(boolean lasting) {
        return values.entrySet().stream()
                .filter(it -> it.getValue().isKnown())
                .filter(it -> it.getValue().firstEnd < it.getValue().lastStart == lasting)
                .sorted(Comparator.comparingLong(it -> it.getValue().from()))
                .toList();
    }
}
