package io.spandrel.it.bench;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What does negative lookup spare a member that does not own the keys, and what does it cost? A grid of three processes
 * and one owner for each key; all keys are owned by the others. The first subscriber is the member that reads and writes.
 * One thread.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class AbsentElsewhereBenchmark {

    /** What is compared: subscribers are members that have a copy of a key's filter. Public for the benchmark's parameter. */
    public enum Kind {
        PLAIN("Infinispan alone", "", 0),
        NO_SUBSCRIBER("no subscriber", copies(0.002), 0),
        ONE_SUBSCRIBER("one subscriber", copies(0.002), 1),
        TWO_SUBSCRIBERS("two subscribers", copies(0.002), 2),
        ROUGH("one subscriber, false-positive-rate 0.01", copies(0.01), 1),
        PRECISE("one subscriber, false-positive-rate 0.0001", copies(0.0001), 1),
        PLAIN_AGAIN("Infinispan alone, again", "", 0);

        private final String label;
        private final String element;
        private final int subscribers;

        Kind(String label, String element, int subscribers) {
            this.label = label;
            this.element = element;
            this.subscribers = subscribers;
        }

        String label() {
            return label;
        }

        /* "always" keeps copies even if they are not worth their while */
        private static String copies(double rate) {
            return "<grid:negative-lookup remote=\"always\" false-positive-rate=\"" + BigDecimal.valueOf(rate) + "\"/>";
        }
    }

    private static final int NEW_KEYS = 1 << 19;
    private static final int PUTS_AT_ONCE = 1_000;
    private static final int MASK = LocalCaches.KEYS - 1;

    @Param
    public Kind kind;

    private GridOfProcesses grid;
    private Cache<Integer, Integer> cache;
    private Cache<Integer, Integer> unread;
    private Integer[] present;
    private Integer[] others;
    private int position;

    @Setup
    public void start() {
        grid = new GridOfProcesses(1, kind.element);
        cache = grid.member().cache();
        unread = cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        present = grid.member().keysElsewhere(0, LocalCaches.KEYS);
        others = grid.member().keysElsewhere(present[MASK] + 1, NEW_KEYS);
        for (int from = 0; from < present.length; from += PUTS_AT_ONCE) {
            unread.putAll(Arrays.stream(present, from, Math.min(from + PUTS_AT_ONCE, present.length))
                    .collect(Collectors.toMap(Function.identity(), Function.identity())));
        }
    }

    /** A copy can be lost when the machine is too busy to renew it in time. */
    @Setup(Level.Iteration)
    public void subscribe() {
        if (kind.subscribers > 0) {
            grid.member().subscribe();
        }
        if (kind.subscribers > 1) {
            grid.subscribeOthers();
        }
    }

    @TearDown
    public void stop() {
        grid.close();
    }

    @Benchmark
    public Integer getAbsent() {
        return cache.get(others[position++ & MASK]);
    }

    @Benchmark
    public Integer getPresent() {
        return cache.get(present[position++ & MASK]);
    }

    @Benchmark
    public Integer insert() {
        Integer key = others[position++];
        return unread.put(key, key);
    }

    /** How many commands {@code gets} reads of different absent keys send. */
    long calls(int gets) {
        return grid.member().calls(() -> {
            for (int i = 0; i < gets; i++) {
                cache.get(others[i]);
            }
        });
    }
}
