package io.spandrel.it.faults.check;

import static io.spandrel.it.faults.check.Histories.by;
import static io.spandrel.it.faults.check.Histories.put;
import static io.spandrel.it.faults.check.Histories.read;
import static io.spandrel.it.faults.check.Histories.remove;
import static io.spandrel.it.faults.check.Histories.unknown;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.faults.history.KeyHistory;
import io.spandrel.it.faults.history.Operation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadsTest {

    @Test
    void stale_readDuringAWrite_mayAnswerBeforeOrAfter() {
        assertThat(stale(put("a", 1, 2), put("b", 5, 9), read("a", 6, 7), read("b", 6, 7)))
                .isEmpty();
    }

    @Test
    void stale_readAfterAWrite_mustAnswerIt() {
        Operation wrong = read("a", 10, 11);

        assertThat(stale(put("a", 1, 2), put("b", 5, 9), wrong)).containsExactly(wrong);
    }

    @Test
    void stale_readBeforeAWriteBegan_mustNotAnswerIt() {
        Operation wrong = read("b", 3, 4);

        assertThat(stale(put("a", 1, 2), put("b", 5, 9), wrong)).containsExactly(wrong);
    }

    @Test
    void stale_valueAfterDelete_isWrong() {
        Operation wrong = read("a", 5, 6);

        assertThat(stale(put("a", 1, 2), remove(3, 4), wrong, read(null, 5, 6))).containsExactly(wrong);
    }

    @Test
    void stale_afterAnUnknownWrite_bothAreRight() {
        assertThat(stale(put("a", 1, 2), unknown(put("b", 3, 4)), read("a", 5, 6), read("b", 7, 8)))
                .isEmpty();
    }

    @Test
    void backwards_olderAfterNewer_isFound() {
        Operation wrong = read("a", 7, 8);

        assertThat(backwards(put("a", 1, 2), put("b", 3, 9), read("b", 5, 6), wrong))
                .containsExactly(wrong);
    }

    @Test
    void backwards_anotherClientIsBehind_isNotTheSameClientGoingBack() {
        assertThat(backwards(put("a", 1, 2), put("b", 3, 9), read("b", 5, 6), by(2, read("a", 7, 8))))
                .isEmpty();
    }

    @Test
    void backwards_deletedWrittenAndDeletedAgain_isForward() {
        assertThat(backwards(
                        remove(1, 2),
                        read(null, 3, 4),
                        put("a", 5, 6),
                        read("a", 7, 8),
                        remove(9, 10),
                        read(null, 11, 12)))
                .isEmpty();
    }

    @Test
    void backwards_valueAgainAfterItsDeleteWasSeen_isFound() {
        Operation wrong = read("a", 7, 8);

        assertThat(backwards(put("a", 1, 2), remove(3, 4), read(null, 5, 6), wrong))
                .containsExactly(wrong);
    }

    @Test
    void backwards_initialAfterAWriteWasSeen_isFound() {
        Operation wrong = read("initial", 5, 6);

        assertThat(backwards(put("a", 1, 2), read("a", 3, 4), wrong)).containsExactly(wrong);
    }

    private static List<Operation> stale(Operation... calls) {
        return StaleReads.of(List.of(calls), keys(calls));
    }

    private static List<Operation> backwards(Operation... calls) {
        return MonotonicReads.backwards(List.of(calls), keys(calls));
    }

    private static Map<String, KeyHistory> keys(Operation... calls) {
        return Map.of("k", new KeyHistory("initial", List.of(calls)));
    }
}
