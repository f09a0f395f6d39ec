package io.spandrel.grid.infinispan.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.GridView;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.Test;

class ViewLogTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final ViewLog log = new ViewLog(now::get);
    private final Address self = Address.random("a");

    @Test
    void installed_moreThanAreKept_forgetsTheOldest() {
        for (int id = 0; id < ViewLog.KEPT_MAX + 3; id++) {
            log.installed(id, List.of(self), List.of(), List.of());
            log.settled(new GridView.Settlement("cache-" + id, 1, 1, 0, 0, 0, null));
        }

        assertThat(log.views()).hasSize(ViewLog.KEPT_MAX).first().returns(3L, ViewLog.Seen::id);
        assertThat(log.settlements())
                .hasSize(ViewLog.KEPT_MAX)
                .first()
                .returns("cache-3", settled -> settled.settlement().cache());
    }

    @Test
    void ageMillis_countsFromTheMoment() {
        log.installed(1, List.of(self), List.of(), List.of());
        now.addAndGet(7_000_000);

        assertThat(log.ageMillis(log.views().get(0).at())).isEqualTo(7);
    }
}
