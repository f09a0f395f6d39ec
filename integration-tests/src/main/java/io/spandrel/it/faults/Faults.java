package io.spandrel.it.faults;

import io.spandrel.it.faults.network.Ability;
import io.spandrel.it.faults.network.Isolation;
import io.spandrel.it.faults.network.LoopbackNetwork;
import io.spandrel.it.faults.network.NamespaceNetwork;
import io.spandrel.it.faults.network.Network;
import io.spandrel.it.faults.scenario.Scenario;
import io.spandrel.it.faults.trial.Report;
import io.spandrel.it.faults.trial.Summary;
import io.spandrel.it.faults.trial.Trial;
import io.spandrel.it.faults.trial.Verdict;
import io.spandrel.it.process.Descendants;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Started by {@code bin/faults}: runs scenarios, one after the other, and writes a report of each run. Starts itself again in
 * namespaces of its own where the machine allows; elsewhere it says so and leaves out what needs links that can be cut. Exits
 * with 0 if every run could be judged, whatever was found; with 2 if the arguments are wrong; else with 1.
 */
public final class Faults {

    private static final String ISOLATED = "spandrel.faults.isolated";
    private static final PrintStream OUT = System.out;

    private final Options options;
    private final Summary summary = new Summary();
    private final boolean isolated = Boolean.getBoolean(ISOLATED);
    private final Set<Ability> abilities = isolated ? NamespaceNetwork.abilities() : Set.of();

    private Faults(Options options) {
        this.options = options;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Options options;
        try {
            options = Options.of(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println("bin/faults: " + e.getMessage());
            System.exit(2);
            return;
        }
        Descendants.endWithThis();
        if (Boolean.getBoolean(ISOLATED)) {
            Descendants.endWithParent();
        }
        Optional<List<String>> isolation = Boolean.getBoolean(ISOLATED) ? Optional.empty() : Isolation.command();
        System.exit(isolation.isPresent() ? again(isolation.get(), arguments) : new Faults(options).run());
    }

    /** Runs this program once more behind {@code command}; with this process, that one ends. */
    private static int again(List<String> command, String[] arguments) throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(command);
        /* No performance data: their file is named after the process id, and who finds it locked says so on standard output. */
        line.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:-UsePerfData",
                "-D" + ISOLATED + "=true",
                "-cp",
                System.getProperty("java.class.path"),
                Faults.class.getName()));
        line.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(line)
                .redirectOutput(ProcessBuilder.Redirect.INHERIT)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        return process.waitFor();
    }

    private int run() {
        boolean failed = false;
        for (Scenario scenario : options.scenarios()) {
            Optional<Ability> missing = scenario.needs().stream()
                    .filter(need -> !abilities.contains(need))
                    .findFirst();
            if (missing.isPresent()) {
                OUT.printf(
                        "%-24s skipped: this machine gives %s to this user%n",
                        scenario.name(), missing.get().missing());
                continue;
            }
            for (long seed = options.seed(); seed < options.seed() + options.seeds(); seed++) {
                failed |= !run(scenario, seed);
            }
        }
        return failed ? 1 : 0;
    }

    private boolean run(Scenario scenario, long seed) {
        Path directory = options.report().resolve(scenario.name() + "-" + options.engine() + "-" + seed);
        int members = scenario.settings().members();
        try (Network network = isolated ? new NamespaceNetwork(members) : new LoopbackNetwork(members)) {
            Trial trial = Trial.run(scenario, options.engine(), seed, options.effort(), network, directory);
            Report.write(trial, directory);
            summary.add(trial);
            summary.write(options.report().resolve("summary.md"));
            tell(trial);
            return true;
        } catch (IllegalStateException | UncheckedIOException e) {
            OUT.printf("%-24s seed %d failed: %s%n", scenario.name(), seed, e.getMessage());
            return false;
        }
    }

    private static void tell(Trial trial) {
        Verdict verdict = trial.verdict();
        OUT.printf(
                Locale.ROOT,
                "%-24s seed %d, %2.0f s: lost=%d undone=%d diverged=%d unequal=%d stale=%s stall=%.1fs settled=%.1fs%n",
                trial.scenario().name(),
                trial.seed(),
                trial.seconds(),
                verdict.lostInAll(),
                verdict.resurrectedInAll(),
                verdict.convergence().values(),
                verdict.convergence().details(),
                verdict.stale(),
                verdict.others().seconds(),
                verdict.converged());
    }
}
