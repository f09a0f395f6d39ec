package io.spandrel.grid.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {

    private static final long LAST_MILLIS =
            Instant.parse("2109-05-15T07:35:11.103Z").toEpochMilli();

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0, 0, 1", "1, 0, 0", "1763722800000, 7, 42", "4398046511103, 1023, 2047"})
    void parts_putTogether_comeApartAgain(long millis, int counter, int member) {
        long version = Version.of(millis, counter, member);

        assertThat(version).isNotNegative();
        assertThat(Version.millis(version)).isEqualTo(millis);
        assertThat(Version.counter(version)).isEqualTo(counter);
        assertThat(Version.member(version)).isEqualTo(member);
    }

    @Test
    void order_ofTheLongs_isTimeThenCounterThenMember() {
        RandomGenerator random = RandomGenerator.of("L64X128MixRandom");
        List<int[]> parts = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            parts.add(new int[] {random.nextInt(5), random.nextInt(5), random.nextInt(5)});
        }
        parts.sort(Comparator.<int[]>comparingInt(part -> part[0])
                .thenComparingInt(part -> part[1])
                .thenComparingInt(part -> part[2]));

        List<Long> versions = parts.stream()
                .map(part -> Version.of(LAST_MILLIS - 5 + part[0], 1019 + part[1], 2043 + part[2]))
                .toList();

        assertThat(versions).isSorted();
        assertThat(Collections.min(versions)).isGreaterThan(Version.NONE);
    }

    @Test
    void latestTime_asDocumented_isInTheYear2109() {
        assertThat(Version.MILLIS_MAX).isEqualTo(LAST_MILLIS);
        assertThat(Version.of(LAST_MILLIS, 1023, 2047)).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"-1, 0, 0", "4398046511104, 0, 0", "0, -1, 0", "0, 1024, 0", "0, 0, -1", "0, 0, 2048"})
    void part_outOfRange_isRefused(long millis, int counter, int member) {
        assertThatThrownBy(() -> Version.of(millis, counter, member))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(millis|counter|member) must be 0 to \\d+, was -?\\d+");
    }

    @Test
    void text_forPeople_namesTimeCounterAndMember() {
        assertThat(Version.toString(Version.of(1_763_722_800_000L, 7, 42))).isEqualTo("2025-11-21T11:00:00Z+7@42");
        assertThat(Version.toString(Version.NONE)).isEqualTo("none");
    }
}
