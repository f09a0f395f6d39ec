package io.spandrel.eviction.simulator;

import io.spandrel.eviction.CurveSnapshot;
import io.spandrel.eviction.EvictionPolicies;
import io.spandrel.eviction.EvictionPolicyFactory;
import io.spandrel.eviction.MissRatioCurve;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What miss-ratio curves predict, beside what comes true: a cache of each policy and size runs with its curve, and caches
 * of LRU and of that policy run at every predicted capacity.
 */
final class CurveComparison {

    private static final List<Double> SCALES = List.of(0.25, 0.5, 1.0, 2.0, 4.0);

    private final SimulatorArguments arguments;
    private final PrintStream out;
    private final EvictionPolicyFactory lru = EvictionPolicies.find("lru", CurveComparison.class.getClassLoader());
    private double error;
    private double expectedError;
    private int cells;

    CurveComparison(SimulatorArguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** Prints a line for each trace, policy, size and scale, and the mean absolute errors. */
    void compareAll() throws IOException {
        out.println("trace\tpolicy\tsize\tscale\tlru\tpredicted_lru\thit_ratio\texpected_hit_ratio");
        for (Path file : arguments.files()) {
            compare(new TraceFile(file, arguments.bytes()));
        }
        out.printf(Locale.ROOT, "mean absolute error\t\t\t\t\t%.2f\t\t%.2f%n", error / cells, expectedError / cells);
    }

    private void compare(TraceFile trace) throws IOException {
        Map<Cell, SimulatedCache> real = new LinkedHashMap<>();
        List<Watched> watched = new ArrayList<>();
        for (EvictionPolicyFactory policy : arguments.policies()) {
            for (long size : arguments.sizes()) {
                watched.add(new Watched(policy, size));
                for (double scale : SCALES) {
                    real.computeIfAbsent(Cell.of(lru, size, scale), this::cache);
                    real.computeIfAbsent(Cell.of(policy, size, scale), this::cache);
                }
            }
        }
        List<Consumer<Requests>> caches = new ArrayList<>(watched);
        real.values().forEach(cache -> caches.add(cache::replay));
        trace.read(chunk -> caches.parallelStream().forEach(cache -> cache.accept(chunk)));
        watched.forEach(cache -> print(trace.name(), cache, real));
    }

    private SimulatedCache cache(Cell cell) {
        return new SimulatedCache(cell.policy, cell.capacity, arguments.bytes());
    }

    private void print(String trace, Watched watched, Map<Cell, SimulatedCache> real) {
        for (double scale : SCALES) {
            CurveSnapshot.Point point = watched.point(scale);
            double exact = hitRatio(real, Cell.of(lru, watched.size, scale));
            double policy = hitRatio(real, Cell.of(watched.policy, watched.size, scale));
            cells++;
            error += Math.abs(exact - 100 * point.lru());
            expectedError += Math.abs(policy - 100 * point.expected());
            out.printf(
                    Locale.ROOT,
                    "%s\t%s\t%d\t%s\t%.2f\t%.2f\t%.2f\t%.2f%n",
                    trace,
                    watched.policy.name(),
                    watched.size,
                    scale,
                    exact,
                    100 * point.lru(),
                    policy,
                    100 * point.expected());
        }
    }

    private static double hitRatio(Map<Cell, SimulatedCache> real, Cell cell) {
        return Objects.requireNonNull(real.get(cell)).hitRatio();
    }

    /** A policy at a capacity. */
    private record Cell(EvictionPolicyFactory policy, long capacity) {

        static Cell of(EvictionPolicyFactory policy, long size, double scale) {
            return new Cell(policy, Math.max(1, Math.round(size * scale)));
        }
    }

    /** A cache that is watched by a curve. */
    private final class Watched implements Consumer<Requests> {

        private final EvictionPolicyFactory policy;
        private final long size;
        private final MissRatioCurve curve;
        private final SimulatedCache cache;
        private long requests;
        private @Nullable Runnable pending;
        private long due;

        Watched(EvictionPolicyFactory policy, long size) {
            this.policy = policy;
            this.size = size;
            this.curve = arguments.rate().isEmpty()
                    ? new MissRatioCurve(size)
                    : new MissRatioCurve(size, MissRatioCurve.SAMPLED_PER_SECOND, this::now, this::wakeAfter);
            this.cache = new SimulatedCache(policy, size, arguments.bytes(), curve);
        }

        @Override
        public void accept(Requests chunk) {
            for (int i = 0; i < chunk.count(); i++) {
                requests++;
                if (pending != null && now() >= due) {
                    pending.run();
                    pending = null;
                }
                cache.request(chunk.key(i), chunk.size(i));
            }
        }

        private long now() {
            return (long) (requests * 1e9 / arguments.rate().orElseThrow());
        }

        private void wakeAfter(long nanos, Runnable task) {
            due = now() + nanos;
            pending = task;
        }

        CurveSnapshot.Point point(double scale) {
            int index = MissRatioCurve.SCALES.indexOf(scale);
            return curve.snapshot().points().get(index);
        }
    }
}
