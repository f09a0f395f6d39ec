package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.ConsistencyReport;
import java.util.concurrent.atomic.LongAdder;

/** What became of the reads above {@code ONE} of a versioned cache that began on this member, in keys. Thread-safe. */
public final class ReadCounts {

    final LongAdder keys = new LongAdder();

    /** Of reads for which too few owners answered. */
    final LongAdder unavailable = new LongAdder();

    /** Of which owners did not hold the same. */
    final LongAdder mismatches = new LongAdder();

    /** Asked of a further owner, because others were slow. */
    final LongAdder speculative = new LongAdder();

    /** Repaired after the read was over. */
    final LongAdder repairedBackground = new LongAdder();

    /** Repaired before the read returned. */
    final LongAdder repairedBlocking = new LongAdder();

    final LongAdder repairsFailed = new LongAdder();

    /** Not repaired for want of room. */
    final LongAdder repairsDropped = new LongAdder();

    ConsistencyReport.Reads report() {
        return new ConsistencyReport.Reads(
                keys.sum(),
                unavailable.sum(),
                mismatches.sum(),
                speculative.sum(),
                repairedBackground.sum(),
                repairedBlocking.sum(),
                repairsFailed.sum(),
                repairsDropped.sum());
    }
}
