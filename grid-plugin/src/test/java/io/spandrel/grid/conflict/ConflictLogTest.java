package io.spandrel.grid.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ConflictLogTest {

    private static List<String> last(ConflictLog<String> log, int limit) {
        return log.last(limit, one -> true).stream()
                .map(ConflictLog.Entry::conflict)
                .toList();
    }

    @Test
    void add_full_overwritesTheOldestAndCounts() {
        ConflictLog<String> log = new ConflictLog<>(2);
        List.of("a", "b", "c")
                .forEach(one -> assertThat(log.add(one, () -> one)).isTrue());

        assertThat(last(log, 10)).containsExactly("c", "b");
        assertThat(log.size()).isEqualTo(2);
        assertThat(log.overwritten()).isEqualTo(1);
    }

    @Test
    void add_rememberedAlready_changesNothing() {
        ConflictLog<String> log = new ConflictLog<>(2);
        log.add("id", () -> "first");

        assertThat(log.add("id", () -> "second")).isFalse();
        assertThat(last(log, 10)).containsExactly("first");
        assertThat(log.overwritten()).isZero();
    }

    @Test
    void add_noRoomAtAll_countsWithoutMakingAText() {
        ConflictLog<String> log = new ConflictLog<>(0);

        assertThat(log.add("id", () -> {
                    throw new AssertionError("nobody wants it");
                }))
                .isTrue();
        assertThat(log.size()).isZero();
        assertThat(log.overwritten()).isEqualTo(1);
    }

    @Test
    void last_limitedAndMatched_areTheNewestThatMatch() {
        ConflictLog<String> log = new ConflictLog<>(10);
        List.of("a", "b", "c", "d").forEach(one -> log.add(one, () -> one));

        assertThat(last(log, 2)).containsExactly("d", "c");
        assertThat(log.last(10, one -> one.number() < 3))
                .extracting(ConflictLog.Entry::conflict)
                .containsExactly("b", "a");
    }
}
