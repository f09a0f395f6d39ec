package io.spandrel.grid.infinispan.consistency;

import static io.spandrel.grid.infinispan.consistency.KeysInFlight.Entry.BEGUN;
import static io.spandrel.grid.infinispan.consistency.KeysInFlight.Entry.FULL;
import static io.spandrel.grid.infinispan.consistency.KeysInFlight.Entry.UNDER_WAY;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KeysInFlightTest {

    private final KeysInFlight keys = new KeysInFlight(2);

    @Test
    void begin_sameKeyTwice_isUnderWayUntilItEnds() {
        assertThat(keys.begin("a")).isEqualTo(BEGUN);
        assertThat(keys.begin("a")).isEqualTo(UNDER_WAY);

        keys.end("a");

        assertThat(keys.begin("a")).isEqualTo(BEGUN);
    }

    @Test
    void begin_asManyAsMayBe_isFullUntilOneEnds() {
        keys.begin("a");
        keys.begin("b");
        assertThat(keys.begin("c")).isEqualTo(FULL);
        assertThat(keys.begin("b")).isEqualTo(UNDER_WAY);

        keys.end("a");
        keys.end("a");

        assertThat(keys.begin("c")).isEqualTo(BEGUN);
        assertThat(keys.begin("d")).isEqualTo(FULL);
    }
}
