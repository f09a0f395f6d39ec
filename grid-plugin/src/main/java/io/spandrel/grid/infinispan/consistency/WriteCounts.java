package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.ConsistencyReport;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.consistency.Debts;
import java.util.concurrent.atomic.LongAdder;
import org.infinispan.remoting.transport.Address;

/** What became of the writes of a versioned cache on this member. Thread-safe. */
public final class WriteCounts {

    private final LongAdder leftBehind = new LongAdder();

    /** Writes that began here, by their outcome. */
    final LongAdder done = new LongAdder();

    final LongAdder notDone = new LongAdder();
    final LongAdder unknown = new LongAdder();

    /** Rounds that sent nothing for want of owners, and conditions that were not evaluated. */
    final LongAdder unavailable = new LongAdder();

    /** Rounds for which fewer owners were enough than with as many as are configured. */
    final LongAdder belowLevel = new LongAdder();

    /** Rounds repeated with a newer version. */
    final LongAdder rewritten = new LongAdder();

    /** Rounds repeated by another primary, because the first one did not answer. */
    final LongAdder redirected = new LongAdder();

    /** Writes of others that came when their senders had given them up. */
    final LongAdder late = new LongAdder();

    /** How often this member, as the coordinator, had others be primary in place of one that did not answer. */
    public final LongAdder primariesReplaced = new LongAdder();

    /** Conditions for which a majority was asked. */
    final LongAdder conditions = new LongAdder();

    /** Conditions before which owners had to be made to agree. */
    final LongAdder conditionsUnsettled = new LongAdder();

    /** A write that began here was not acknowledged. */
    void failed(Throwable failure) {
        if (failure instanceof WriteNotDoneException) {
            notDone.increment();
        } else if (failure instanceof WriteUnknownException) {
            unknown.increment();
        }
    }

    /** The same debts, counted when they arise. */
    WriteDebts counting(WriteDebts debts) {
        return (key, segment, version) -> counting(debts.of(key, segment, version));
    }

    private Debts<Address> counting(Debts<Address> debts) {
        return new Debts<>() {
            @Override
            public void owe(Address member) {
                leftBehind.increment();
                debts.owe(member);
            }

            @Override
            public void settle(Address member) {
                debts.settle(member);
            }
        };
    }

    ConsistencyReport.Writes report() {
        return new ConsistencyReport.Writes(
                done.sum(),
                notDone.sum(),
                unknown.sum(),
                unavailable.sum(),
                belowLevel.sum(),
                rewritten.sum(),
                redirected.sum(),
                late.sum(),
                leftBehind.sum(),
                conditions.sum(),
                conditionsUnsettled.sum());
    }
}
