package blog.users;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FairQueueTest {
    private static final int ALL = 6;

    private final FairQueue<String> queue = new FairQueue<>(new FairQueue.Bounds(ALL, 4, 3));

    @Test
    void groupsAreServedInTurn() {
        add("a", "a1", "a2", "a3");
        add("b", "b1");
        add("c", "c1", "c2");

        assertThat(served()).containsExactly("a1", "b1", "c1", "a2", "c2", "a3");
    }

    @Test
    void theMembersOfAGroupAreServedInTurn() {
        assertThat(queue.add("a", "ann", "ann 1")).isNull();
        assertThat(queue.add("a", "ann", "ann 2")).isNull();
        assertThat(queue.add("b", "ann", "other group")).isNull();
        assertThat(queue.add("a", "bob", "bob 1")).isNull();

        assertThat(served()).containsExactly("ann 1", "other group", "bob 1", "ann 2");
    }

    @Test
    void whoComesBackHasTheirTurnAfterAllOthers() {
        add("a", "a1");
        add("b", "b1", "b2");
        assertThat(queue.poll()).isEqualTo("a1");
        add("a", "a2");

        assertThat(served()).containsExactly("b1", "a2", "b2");
    }

    @Test
    void aMemberAndAGroupHaveSoMuchRoom() {
        add("a", "1", "2", "3");
        assertThat(queue.add("a", "m", "4")).isEqualTo("4");
        assertThat(queue.add("a", "other", "5")).isNull();
        assertThat(queue.add("a", "third", "6")).isEqualTo("6");
        assertThat(queue.size()).isEqualTo(4);

        assertThat(served()).containsExactly("1", "5", "2", "3");
        add("a", "7", "8", "9");
    }

    @Test
    void whereAllIsFullTheLongestGroupMakesRoom() {
        add("a", "a1", "a2", "a3");
        assertThat(queue.add("a", "other", "a4")).isNull();
        add("b", "b1", "b2");
        assertThat(queue.add("c", "m", "c1")).as("the last of the longest").isEqualTo("a3");
        assertThat(queue.size()).isEqualTo(ALL);

        assertThat(served()).containsExactly("a1", "b1", "c1", "a4", "b2", "a2");
    }

    @Test
    void whereAllIsFullNobodyGainsFromWhoHasAsLittle() {
        for (int i = 0; i < ALL; i++) add("group " + i, "first " + i);
        assertThat(queue.add("new", "m", "late")).isEqualTo("late");
        assertThat(queue.add("group 1", "m", "second")).isEqualTo("second");

        assertThat(served()).hasSize(ALL).doesNotContain("late", "second");
    }

    @Test
    void whatIsRemovedLeavesItsRoomAndKeepsTheOthersTurns() {
        add("a", "a1", "a2");
        add("b", "b1");
        assertThat(queue.remove("b1")).isTrue();
        assertThat(queue.remove("a1")).isTrue();
        assertThat(queue.remove("a1")).isFalse();
        assertThat(queue.size()).isEqualTo(1);
        add("b", "b2");

        assertThat(served()).containsExactly("a2", "b2");
        assertThat(queue.size()).isZero();
        assertThat(queue.remove("a2")).isFalse();
    }

    private void add(String group, String... items) {
        for (var item : items) assertThat(queue.add(group, "m", item)).isNull();
    }

    private List<String> served() {
        var served = new ArrayList<String>();
        for (var next = queue.poll(); next != null; next = queue.poll()) served.add(next);
        return served;
    }
}
