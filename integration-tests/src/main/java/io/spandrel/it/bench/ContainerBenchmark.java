package io.spandrel.it.bench;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.ThreadParams;

/**
 * How fast is a bounded container itself, below the cache's interceptors? {@code read} finds every key; {@code write}
 * and {@code mixed} draw from twice as many keys as fit, so that about a third of the writes evict.
 */
@State(Scope.Benchmark)
@SuppressWarnings("NullAway") // @Setup sets the fields; what a benchmark returns is only consumed
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ContainerBenchmark {

    private static final int READS_FOR_A_WRITE = 9;

    /** A name of {@link Contender#all}. */
    @Param(Contender.INFINISPAN)
    public String contender;

    /** Entries that fit. */
    @Param("100000")
    public int entries;

    private Contender measured;

    @Setup
    public void fill() {
        measured = Contender.open(contender, entries);
        for (int key = 0; key < entries; key++) {
            measured.write(key);
        }
    }

    @TearDown
    public void close() {
        measured.close();
    }

    /** A thread's own place among the keys. */
    @State(Scope.Thread)
    public static class Place {

        private int at;
        private int reads;

        @Setup
        public void choose(ThreadParams thread) {
            at = thread.getThreadIndex() * 0x3779b;
        }

        int next() {
            return at++;
        }

        boolean isTimeToWrite() {
            if (reads == READS_FOR_A_WRITE) {
                reads = 0;
                return true;
            }
            reads++;
            return false;
        }
    }

    @Benchmark
    public @Nullable Object read(ZipfKeys keys, Place place) {
        return measured.read(keys.at(place.next()));
    }

    @Benchmark
    public void write(ZipfKeys keys, Place place) {
        measured.write(keys.at(place.next()));
    }

    @Benchmark
    public @Nullable Object mixed(ZipfKeys keys, Place place) {
        Object key = keys.at(place.next());
        if (place.isTimeToWrite()) {
            measured.write(key);
            return key;
        }
        return measured.read(key);
    }
}
