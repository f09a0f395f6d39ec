package io.spandrel.grid.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.spi.ConflictingValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LargestValueTest {

    private static ConflictingValue value(Object value, long bytes, long version) {
        return new ConflictingValue(value, bytes, version, Instant.EPOCH);
    }

    private static boolean olderStays(ConflictingValue newer, ConflictingValue older) {
        return new LargestValue().resolve("key", newer, older) == older;
    }

    static Stream<Arguments> smallerAndGreater() {
        return Stream.of(
                Arguments.of(9, 10),
                Arguments.of(-1L, 0),
                Arguments.of(1.5, 2),
                Arguments.of(Long.MAX_VALUE, new BigInteger("9223372036854775808")),
                Arguments.of(0.1f, new BigDecimal("0.2")),
                Arguments.of((byte) 1, (short) 2));
    }

    @ParameterizedTest
    @MethodSource("smallerAndGreater")
    void resolve_numbers_theGreaterStays(Object smaller, Object greater) {
        assertThat(olderStays(value(smaller, 9, 2), value(greater, 1, 1))).isTrue();
        assertThat(olderStays(value(greater, 1, 2), value(smaller, 9, 1))).isFalse();
    }

    @Test
    void resolve_equalNumbers_theNewerStays() {
        assertThat(olderStays(value(1, 4, 2), value(1.0, 8, 1))).isFalse();
    }

    @Test
    void resolve_noNumbers_theLongerStays() {
        assertThat(olderStays(value("9", 1, 2), value("10", 2, 1))).isTrue();
        assertThat(olderStays(value("10", 2, 2), value("9", 1, 1))).isFalse();
        assertThat(olderStays(value("a", 1, 2), value("b", 1, 1))).isFalse();
    }

    @Test
    void resolve_aNumberAndSomethingElse_theLongerStays() {
        assertThat(olderStays(value(1_000, 4, 2), value("words", 5, 1))).isTrue();
        assertThat(olderStays(value(Double.NaN, 8, 2), value(1, 4, 1))).isFalse();
    }
}
