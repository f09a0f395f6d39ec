package io.spandrel.it.faults;

import io.spandrel.it.faults.cluster.Engine;
import io.spandrel.it.faults.scenario.Scenario;
import io.spandrel.it.faults.scenario.Scenarios;
import io.spandrel.it.faults.trial.Effort;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What was asked for.
 *
 * @param scenarios to run, in this order
 * @param seed of the first run of each
 * @param seeds how many runs of each, with one seed after the other
 * @param effort how thorough the runs are
 * @param report the directory for reports and logs
 */
record Options(List<Scenario> scenarios, long seed, int seeds, Engine engine, Effort effort, Path report) {

    /**
     * Reads the command line.
     *
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Options of(String[] arguments) {
        List<Scenario> scenarios = new ArrayList<>();
        long seed = 1;
        int seeds = 1;
        Engine engine = Engine.PLAIN;
        Effort effort = Effort.FULL;
        Path report = Path.of("faults-report");
        for (Iterator<String> words = Arrays.asList(arguments).iterator(); words.hasNext(); ) {
            String word = words.next();
            switch (word) {
                case "--scenario" -> scenarios.add(scenario(value(word, words)));
                case "--seed" -> seed = number(word, value(word, words));
                case "--seeds" -> seeds = (int) number(word, value(word, words));
                case "--engine" -> engine = engine(value(word, words));
                case "--report" -> report = Path.of(value(word, words));
                case "--quick" -> effort = Effort.QUICK;
                default -> throw new IllegalArgumentException("unknown argument: " + word);
            }
        }
        return new Options(
                scenarios.isEmpty() ? Scenarios.all() : List.copyOf(scenarios),
                seed,
                seeds,
                engine,
                effort,
                report.toAbsolutePath());
    }

    private static String value(String option, Iterator<String> words) {
        if (!words.hasNext()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return words.next();
    }

    private static long number(String option, String value) {
        try {
            long number = Long.parseLong(value);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            /* Refused below, as a number below 1 is. */
        }
        throw new IllegalArgumentException(option + " needs a whole number from 1 on, not " + value);
    }

    private static Engine engine(String name) {
        return Arrays.stream(Engine.values())
                .filter(engine -> engine.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no engine " + name + "; there are: "
                        + Arrays.toString(Engine.values()).toLowerCase(Locale.ROOT)));
    }

    private static Scenario scenario(String name) {
        return Scenarios.named(name)
                .orElseThrow(() -> new IllegalArgumentException("no scenario " + name + "; there are: "
                        + Scenarios.all().stream().map(Scenario::name).collect(Collectors.joining(", "))));
    }
}
