package io.spandrel.grid.coordination;

import io.spandrel.grid.CoordinationReport;
import java.util.concurrent.atomic.LongAdder;

/** What coordination has done on this member. */
final class Counters {

    final LongAdder victimsSent = new LongAdder();
    final LongAdder victimsDropped = new LongAdder();
    final LongAdder followed = new LongAdder();
    final LongAdder refused = new LongAdder();
    final LongAdder readsSent = new LongAdder();
    final LongAdder readsDropped = new LongAdder();
    final LongAdder readsHeard = new LongAdder();
    final LongAdder evened = new LongAdder();

    CoordinationReport report(long uncoordinated) {
        return new CoordinationReport(
                victimsSent.sum(),
                victimsDropped.sum(),
                followed.sum(),
                refused.sum(),
                readsSent.sum(),
                readsDropped.sum(),
                readsHeard.sum(),
                evened.sum(),
                uncoordinated);
    }
}
