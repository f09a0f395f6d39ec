package io.spandrel.grid.consistency;

import java.time.Duration;
import java.time.Instant;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** While the wall clock stands still, threads that write and hear see one counter that only grows. */
@Param(name = "counter", gen = IntGen.class, conf = "0:8")
public class HybridLogicalClockLincheckTest {

    private static final long NOW = 1_000;
    private static final int MEMBER = 1;

    private final HybridLogicalClock clock =
            new HybridLogicalClock(MEMBER, () -> Instant.ofEpochMilli(NOW), Duration.ZERO, Version.NONE);

    @Operation
    public int next() {
        return Version.counter(clock.next(Version.NONE));
    }

    @Operation
    public int nextAfter(@Param(name = "counter") int counter) {
        return Version.counter(clock.next(Version.of(NOW, counter, Version.MEMBER_MAX)));
    }

    @Operation
    public boolean seen(@Param(name = "counter") int counter) {
        return clock.seen(Version.of(NOW, counter, Version.MEMBER_MAX));
    }

    @Test
    void clock_modelChecked_isOneCounter() {
        new ModelCheckingOptions()
                .iterations(15)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(1)
                .actorsAfter(1)
                .sequentialSpecification(Counter.class)
                .check(getClass());
    }

    /** What it must look like. */
    public static final class Counter {

        private int last = -1;

        public int next() {
            return ++last;
        }

        public int nextAfter(int counter) {
            last = Math.max(last, counter) + 1;
            return last;
        }

        public boolean seen(int counter) {
            last = Math.max(last, counter);
            return true;
        }
    }
}
