package io.spandrel.grid.infinispan.merge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConflictPositionTest {

    @Test
    void order_isTheLastOneFirst() {
        ConflictPosition last = new ConflictPosition(5, "b", 1);
        ConflictPosition sameTimeOtherMember = new ConflictPosition(4, "a", 1);
        ConflictPosition sameTimeLater = new ConflictPosition(4, "b", 9);
        ConflictPosition sameTimeEarlier = new ConflictPosition(4, "b", 8);

        assertThat(List.of(ConflictPosition.START, last, sameTimeOtherMember, sameTimeLater, sameTimeEarlier))
                .isSorted();
    }

    @Test
    void parse_whatWasWritten_isTheSame() {
        ConflictPosition position = new ConflictPosition(4, "member-1", 8);

        assertThat(ConflictPosition.parse(position.toString())).isEqualTo(position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1-2", "x-2-a", "1-x-a"})
    void parse_anythingElse_isRefused(String text) {
        assertThatThrownBy(() -> ConflictPosition.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no place among conflicts");
    }
}
