package io.spandrel.it.bench;

import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What does each consistency level cost? A grid of three processes that all own every key; one of them reads and writes. */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class LevelsBenchmark {

    /** What is compared. Public for the benchmark's parameter. */
    public enum Kind {
        PLAIN("Infinispan alone", ""),
        ONE("read and write ONE", level("ONE")),
        QUORUM("read and write QUORUM", level("QUORUM")),
        ALL("read and write ALL", level("ALL")),
        PLAIN_AGAIN("Infinispan alone, again", "");

        private final String label;
        private final String element;

        Kind(String label, String element) {
            this.label = label;
            this.element = element;
        }

        String label() {
            return label;
        }

        private static String level(String level) {
            return "<grid:consistency read=\"" + level + "\" write=\"" + level + "\"/>";
        }
    }

    private static final int OWNERS = 3;
    private static final int KEYS = 10_000;

    @Param
    public Kind kind;

    private GridOfProcesses grid;
    private Cache<Integer, Integer> cache;
    private Cache<Integer, Integer> unread;

    @Setup
    public void start() {
        grid = new GridOfProcesses(OWNERS, kind.element);
        cache = grid.member().cache();
        unread = cache.getAdvancedCache().withFlags(Flag.IGNORE_RETURN_VALUES);
        Map<Integer, Integer> all = IntStream.range(0, KEYS).boxed().collect(Collectors.toMap(key -> key, key -> key));
        unread.putAll(all);
    }

    @TearDown
    public void stop() {
        grid.close();
    }

    @Benchmark
    public Integer put() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        return unread.put(random.nextInt(KEYS), random.nextInt());
    }

    @Benchmark
    public Integer get() {
        return cache.get(ThreadLocalRandom.current().nextInt(KEYS));
    }
}
