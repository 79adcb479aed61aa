package blog.users;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;

/**
 * A bounded queue that serves groups in turn, and in each group its members in turn: however many items a group has waiting,
 * another one's first item waits for one of each group. Not for use by several threads at once.
 */
final class FairQueue<T> {
    /** The number of items that may wait: in all, of one group, and of one member of a group. */
    record Bounds(int all, int ofGroup, int ofMember) {}

    private final Bounds bounds;
    private final SequencedMap<String, Group> groups = new LinkedHashMap<>();
    private int size;

    FairQueue(Bounds bounds) {
        this.bounds = bounds;
    }

    int size() {
        return size;
    }

    /**
     * Adds an item. When there is no room in all, a group that has fewer waiting takes the place of the last item of the one
     * that has the most.
     *
     * @return the item that has no place: this one, the one whose place it took, or null when there is room for all
     */
    @Nullable
    T add(String group, String member, T item) {
        var own = groups.getOrDefault(group, new Group());
        if (!own.hasRoom(member)) return item;
        @Nullable T removed = null;
        if (size == bounds.all()) {
            var longest = longest();
            // Of two equally long ones, neither gains.
            if (longest.size <= own.size + 1) return item;
            removed = longest.removeLast();
            size--;
        }
        own.add(member, item);
        groups.putIfAbsent(group, own);
        size++;
        return removed;
    }

    /** Removes and returns the item whose turn it is; null when none waits. */
    @Nullable
    T poll() {
        var turn = groups.pollFirstEntry();
        if (turn == null) return null;
        var group = turn.getValue();
        var item = group.poll();
        if (group.size > 0) groups.putLast(turn.getKey(), group);
        size--;
        return item;
    }

    /** Returns whether the item was waiting still. */
    boolean remove(T item) {
        var removed = groups.values().stream().anyMatch(group -> group.remove(item));
        if (!removed) return false;
        groups.values().removeIf(group -> group.size == 0);
        size--;
        return true;
    }

    private Group longest() {
        return groups.values().stream()
                .max(Comparator.comparingInt(group -> group.size))
                .orElseThrow();
    }

    private final class Group {
        private final SequencedMap<String, Deque<T>> members = new LinkedHashMap<>();
        private int size;

        boolean hasRoom(String member) {
            var own = members.get(member);
            return size < bounds.ofGroup() && (own == null || own.size() < bounds.ofMember());
        }

        void add(String member, T item) {
            members.computeIfAbsent(member, first -> new ArrayDeque<>()).add(item);
            size++;
        }

        T poll() {
            var turn = members.firstEntry();
            var items = turn.getValue();
            members.remove(turn.getKey());
            var item = items.remove();
            if (!items.isEmpty()) members.putLast(turn.getKey(), items);
            size--;
            return item;
        }

        T removeLast() {
            var longest = members.values().stream()
                    .max(Comparator.comparingInt(Deque::size))
                    .orElseThrow();
            var item = longest.removeLast();
            members.values().removeIf(Deque::isEmpty);
            size--;
            return item;
        }

        boolean remove(T item) {
            var removed = members.values().stream().anyMatch(items -> items.remove(item));
            if (!removed) return false;
            members.values().removeIf(Deque::isEmpty);
            size--;
            return true;
        }
    }
}
