package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.FilterReport;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** How far a run that fills filters has come. Thread-safe. */
final class FillingProgress {

    /** The count of keys is not known. */
    static final long UNKNOWN = -1;

    private volatile @Nullable Run run;

    /** A run over that many segments begins; it takes the place of one that goes on. */
    Run begin(int segments) {
        Run begun = new Run(segments);
        run = begun;
        return begun;
    }

    /** The run that goes on; null: none does. */
    FilterReport.@Nullable Progress report() {
        Run current = run;
        return current == null ? null : current.report();
    }

    /** One run over the keys of some segments. */
    final class Run {

        private final int segments;
        private final LongAdder read = new LongAdder();
        private final AtomicLong expected = new AtomicLong(UNKNOWN);

        private Run(int segments) {
            this.segments = segments;
        }

        /** About so many keys are to be met in all. */
        void expect(long keys) {
            expected.set(keys);
        }

        void keyRead() {
            read.increment();
        }

        void ended() {
            if (run == this) {
                run = null;
            }
        }

        private FilterReport.Progress report() {
            return new FilterReport.Progress(segments, read.sum(), expected.get());
        }
    }
}
