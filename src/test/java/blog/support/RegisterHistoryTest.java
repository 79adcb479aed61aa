package blog.support;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Histories that are linearizable, and such as are not. */
class RegisterHistoryTest {
    private final RegisterHistory history = new RegisterHistory("first");

    @Test
    void oneAfterTheOtherIsFine() {
        history.wrote("a", 10, 20);
        history.wrote("b", 30, 40);
        history.read("first", 1, 2);
        history.read("a", 21, 25);
        history.read("b", 41, 45);
        assertThat(history.faults()).isEmpty();
    }

    @Test
    void duringAWriteOldAndNewMayBeRead() {
        history.wrote("a", 10, 20);
        history.read("first", 11, 19);
        history.read("a", 12, 18);
        history.read("a", 19, 21);
        assertThat(history.faults()).isEmpty();
    }

    @Test
    void whatWasReplacedBeforeTheQuestionIsStale() {
        history.wrote("a", 10, 20);
        history.read("first", 21, 22);
        assertThat(history.faults()).containsExactly("a was there only while first was");
    }

    @Test
    void staleIsAlsoWhatComesBackAfterItsReplacementWasSeen() {
        history.wrote("a", 10, 20);
        history.read("a", 21, 30);
        history.read("first", 31, 40);
        assertThat(history.faults()).containsExactly("first was seen again after a");
    }

    @Test
    void staleIsAlsoWhatComesBackBetweenTwoReads() {
        history.wrote("a", 10, 40);
        history.read("a", 11, 15);
        history.read("first", 16, 20);
        assertThat(history.faults()).hasSize(1);
    }

    @Test
    void twoWhoWriteAtOnceMayLandInAnyOrderButInOne() {
        history.wrote("a", 10, 20);
        history.wrote("b", 10, 20);
        history.read("a", 21, 22);
        history.read("a", 23, 24);
        assertThat(history.faults()).isEmpty();
        history.read("b", 25, 26);
        assertThat(history.faults()).isNotEmpty();
    }

    @Test
    void aWriteThatWasNeverSeenMustHaveRoomBetweenTheOthers() {
        history.wrote("a", 10, 20);
        history.wrote("b", 30, 40);
        history.read("a", 50, 60);
        assertThat(history.faults()).containsExactly("b was there only while a was");
    }

    @Test
    void aWriteOfUnknownEndMayHaveHappenedLateOrNever() {
        history.perhapsWrote("a", 10);
        history.perhapsWrote("b", 10);
        history.read("first", 20, 30);
        history.read("a", 90, 99);
        assertThat(history.faults()).isEmpty();
        history.read("first", 100, 110);
        assertThat(history.faults()).isNotEmpty();
    }

    @Test
    void nobodyReadsWhatNobodyWroteOrBeforeItIs() {
        history.wrote("a", 10, 20);
        history.read("x", 1, 2);
        history.read("a", 3, 4);
        assertThat(history.faults()).contains("x was read, which nobody wrote", "a was read before it was written");
    }
}
