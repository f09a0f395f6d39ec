package io.spandrel.grid.infinispan.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.Test;

class RoundTripsTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final Map<Address, CompletableFuture<Boolean>> asked = new HashMap<>();
    private final RoundTrips trips = new RoundTrips(
            (to, patience) -> {
                CompletableFuture<Boolean> answer = new CompletableFuture<>();
                asked.put(to, answer);
                return answer;
            },
            now::get);
    private final Address one = Address.random("one");
    private final Address other = Address.random("other");

    @Test
    void look_firstTime_asksAndTellsNothingYet() {
        assertThat(trips.look(List.of(one, other))).isEmpty();

        assertThat(asked).containsOnlyKeys(one, other);
    }

    @Test
    void look_answered_tellsHowLongItTook() {
        trips.look(List.of(one, other));
        now.addAndGet(1_500_000);
        asked.get(one).complete(true);

        assertThat(trips.look(List.of(one, other))).containsOnlyKeys(one).containsEntry(one, 1.5);
    }

    @Test
    void look_noAnswer_isNegative() {
        trips.look(List.of(one));
        now.addAndGet(RoundTrips.PATIENCE.toNanos());
        asked.get(one).complete(false);

        assertThat(trips.look(List.of(one))).containsEntry(one, -1.0);
    }

    @Test
    void look_oftenWithinThePause_asksOnce() {
        trips.look(List.of(one));
        asked.clear();
        now.addAndGet(RoundTrips.PAUSE.toNanos() - 1);
        trips.look(List.of(one));
        assertThat(asked).isEmpty();

        now.addAndGet(1);
        trips.look(List.of(one));
        assertThat(asked).containsOnlyKeys(one);
    }

    @Test
    void look_nobodyAskedForLong_doesNotTellWhatIsOld() {
        trips.look(List.of(one));
        asked.get(one).complete(true);
        now.addAndGet(Duration.ofMinutes(1).toNanos() + 1);

        assertThat(trips.look(List.of(one))).isEmpty();
    }

    @Test
    void look_memberHasLeft_isForgotten() {
        trips.look(List.of(one, other));
        asked.get(one).complete(true);
        asked.get(other).complete(true);

        assertThat(trips.look(List.of(other))).containsOnlyKeys(other);
        assertThat(trips.look(List.of(one, other))).containsOnlyKeys(other);
    }
}
