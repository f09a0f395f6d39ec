package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.TransferReport;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransferWatchTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final TransferWatch watch = new TransferWatch(now::get);

    @Test
    void look_firstTime_knowsNoRate() {
        assertThat(watch.look(1, 100, 80, 7)).isEqualTo(new TransferReport(100, 80, 7, 0, -1));
    }

    @Test
    void look_someArrived_tellsRateAndWhatRemains() {
        watch.look(1, 100, 80, 7);
        now.addAndGet(2_000_000_000L);

        assertThat(watch.look(1, 100, 60, 9)).isEqualTo(new TransferReport(100, 60, 9, 10, 6_000));
    }

    @Test
    void look_noneArrived_doesNotKnowWhatRemains() {
        watch.look(1, 100, 80, 7);
        now.addAndGet(2_000_000_000L);

        assertThat(watch.look(1, 100, 80, 7)).isEqualTo(new TransferReport(100, 80, 7, 0, -1));
    }

    @Test
    void look_anotherRebalance_beginsAnew() {
        watch.look(1, 100, 80, 7);
        now.addAndGet(2_000_000_000L);

        assertThat(watch.look(2, 100, 60, 9)).isEqualTo(new TransferReport(100, 60, 9, 0, -1));
    }

    @Test
    void look_moreAreOnTheirWayThanBefore_beginsAnew() {
        watch.look(1, 100, 80, 7);
        now.addAndGet(2_000_000_000L);

        assertThat(watch.look(1, 100, 90, 9)).isEqualTo(new TransferReport(100, 90, 9, 0, -1));
    }
}
