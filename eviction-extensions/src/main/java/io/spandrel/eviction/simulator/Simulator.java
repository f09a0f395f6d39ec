package io.spandrel.eviction.simulator;

import io.spandrel.eviction.EvictionPolicyFactory;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The command {@code bin/simulate}: hit ratios of policies over traces, as tab-separated lines and as a chart. */
public final class Simulator {

    private final SimulatorArguments arguments;
    private final PrintStream out;

    private Simulator(SimulatorArguments arguments, PrintStream out) {
        this.arguments = arguments;
        this.out = out;
    }

    /** Runs the command and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(run(args, System.out, System.err));
    }

    /**
     * Runs the command.
     *
     * @return 0; 1 if the results cannot be written; 2 if the arguments or files are wrong
     */
    static int run(String[] args, PrintStream out, PrintStream err) {
        SimulatorArguments arguments;
        List<Result> results;
        try {
            arguments = SimulatorArguments.parse(args);
            if (arguments.curve()) {
                new CurveComparison(arguments, out).compareAll();
                return 0;
            }
            results = new Simulator(arguments, out).replayAll();
        } catch (IllegalArgumentException | IOException e) {
            err.println("simulate: " + e.getMessage());
            return 2;
        }
        Path chart = arguments.chart();
        if (chart != null) {
            try {
                Files.writeString(chart, Chart.of(results, arguments.bytes()));
            } catch (IOException e) {
                err.println("simulate: cannot write " + chart + ": " + e);
                return 1;
            }
        }
        return 0;
    }

    private List<Result> replayAll() throws IOException {
        List<Result> results = new ArrayList<>();
        out.println("trace\tpolicy\tsize\trequests\thits\thit_ratio" + (arguments.bytes() ? "\tbyte_hit_ratio" : ""));
        for (Path file : arguments.files()) {
            TraceFile trace = new TraceFile(file, arguments.bytes());
            for (SimulatedCache cache : replay(trace)) {
                results.add(new Result(trace.name(), cache.policy(), cache.capacity(), cache.hitRatio()));
                out.println(line(trace.name(), cache));
            }
        }
        return results;
    }

    /** Reads the file once; all caches replay a chunk side by side before the next is read. */
    private List<SimulatedCache> replay(TraceFile trace) throws IOException {
        List<SimulatedCache> caches = new ArrayList<>();
        for (EvictionPolicyFactory policy : arguments.policies()) {
            for (long size : arguments.sizes()) {
                caches.add(new SimulatedCache(policy, size, arguments.bytes()));
            }
        }
        trace.read(chunk -> caches.parallelStream().forEach(cache -> cache.replay(chunk)));
        return caches;
    }

    private String line(String trace, SimulatedCache cache) {
        String line = String.format(
                Locale.ROOT,
                "%s\t%s\t%d\t%d\t%d\t%.2f",
                trace,
                cache.policy(),
                cache.capacity(),
                cache.requests(),
                cache.hits(),
                cache.hitRatio());
        return arguments.bytes() ? line + String.format(Locale.ROOT, "\t%.2f", cache.byteHitRatio()) : line;
    }
}
