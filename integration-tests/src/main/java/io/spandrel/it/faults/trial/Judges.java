package io.spandrel.it.faults.trial;

import io.spandrel.it.faults.check.Convergence;
import io.spandrel.it.faults.check.Counters;
import io.spandrel.it.faults.check.Linearizability;
import io.spandrel.it.faults.check.MonotonicReads;
import io.spandrel.it.faults.check.StaleReads;
import io.spandrel.it.faults.check.Stall;
import io.spandrel.it.faults.check.Survival;
import io.spandrel.it.faults.history.Action;
import io.spandrel.it.faults.history.KeyHistory;
import io.spandrel.it.faults.history.Operation;
import io.spandrel.it.faults.workload.Keys;
import io.spandrel.it.faults.workload.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Puts what was recorded and what is there before all judges.
 *
 * <p>Keys are told apart by groups: {@code others}, {@code target} and {@code moving} are those written during the fault, by the
 * route of their writer; {@code before} and {@code healed} are the others, by the phase; {@code never} are those of which no
 * write was acknowledged after the preload.
 */
final class Judges {

    private static final int EXAMPLES = 5;

    private final Keys keys;
    private final List<Operation> operations;
    private final Observation observation;
    private final Map<String, KeyHistory> histories;
    private final Map<String, Tally> lost = new TreeMap<>();
    private final Map<String, Tally> resurrected = new TreeMap<>();
    private final List<String> examples = new ArrayList<>();
    private long everywhere;

    Judges(Keys keys, List<Operation> operations, Observation observation) {
        this.keys = keys;
        this.operations = operations;
        this.observation = observation;
        Map<String, List<Operation>> byKey =
                operations.stream().collect(Collectors.groupingBy(Operation::key, Collectors.toList()));
        histories = new HashMap<>();
        keys.initial().forEach((key, value) -> {
            if (Keys.hasOneWriter(key)) {
                histories.put(key, new KeyHistory(value, byKey.getOrDefault(key, List.of())));
            }
        });
    }

    /**
     * Their verdict.
     *
     * @param targets names of the members that the fault hit
     * @param detected and {@code converged} in seconds, negative for never
     */
    Verdict judge(int owners, Set<String> targets, Moments moments, double detected, double converged) {
        histories.forEach(this::survival);
        List<Operation> reads = operations.stream()
                .filter(operation -> operation.action() == Action.READ
                        && operation.known()
                        && operation.invoked() >= moments.begin()
                        && histories.containsKey(operation.key()))
                .toList();
        Map<String, List<Operation>> byKey = operations.stream().collect(Collectors.groupingBy(Operation::key));
        List<Linearizability.Answer> conditional = keys.conditional().stream()
                .map(key -> linearizability(key, byKey.getOrDefault(key, List.of())))
                .toList();
        return new Verdict(
                lost,
                resurrected,
                everywhere,
                Convergence.of(observation.copies(), owners),
                new Tally(StaleReads.of(reads, histories).size(), reads.size()),
                new Tally(MonotonicReads.backwards(operations, histories).size(), reads.size()),
                new Tally(count(conditional, Linearizability.Answer.NO), conditional.size()),
                (int) count(conditional, Linearizability.Answer.UNDECIDED),
                counters(byKey),
                Stall.of(operations, call -> !targets.contains(call.member()), moments.begin(), moments.end()),
                Stall.of(operations, call -> targets.contains(call.member()), moments.begin(), moments.settled()),
                detected,
                converged,
                moments.bytes(),
                observation.refused(),
                operations.size(),
                examples);
    }

    private void survival(String key, KeyHistory history) {
        Map<String, Optional<String>> answers = observation.reads().getOrDefault(key, Map.of());
        Survival survival = Survival.of(history, answers);
        switch (survival.kind()) {
            case VALUE -> lost.merge(group(key, history), new Tally(survival.lost() ? 1 : 0, 1), Tally::plus);
            case DELETE ->
                resurrected.merge(group(key, history), new Tally(survival.resurrected() ? 1 : 0, 1), Tally::plus);
            case NOTHING -> {
                return;
            }
        }
        everywhere += survival.everywhere() ? 1 : 0;
        if (!survival.wrong().isEmpty() && examples.size() < EXAMPLES) {
            examples.add(key + " should be one of " + words(history.possibleAtLast()) + ", but is "
                    + survival.wrong().entrySet().stream()
                            .map(wrong -> wrong.getValue().orElse("absent") + " on " + wrong.getKey())
                            .sorted()
                            .collect(Collectors.joining(", ")));
        }
    }

    private Linearizability.Answer linearizability(String key, List<Operation> calls) {
        Linearizability.Answer answer = Linearizability.of(keys.initial().get(key), calls);
        if (answer == Linearizability.Answer.NO) {
            examples.add(key + " answered what fits no order");
        }
        return answer;
    }

    private Tally counters(Map<String, List<Operation>> byKey) {
        long wrong = 0;
        for (String counter : keys.counters()) {
            List<Operation> increments = byKey.getOrDefault(counter, List.of());
            List<Counters> inexact = observation.reads().getOrDefault(counter, Map.of()).values().stream()
                    .map(answer -> Counters.of(increments, Long.parseLong(answer.orElse("0"))))
                    .filter(judged -> !judged.exact())
                    .distinct()
                    .toList();
            inexact.forEach(judged -> examples.add(counter + ": " + judged));
            wrong += inexact.isEmpty() ? 0 : 1;
        }
        return new Tally(wrong, keys.counters().size());
    }

    private static String group(String key, KeyHistory history) {
        if (history.lastKnown().isEmpty()) {
            return "never";
        }
        Phase phase = Keys.phase(key);
        return (phase == Phase.FAULT ? Keys.route(key).name() : phase.name()).toLowerCase(Locale.ROOT);
    }

    private static String words(Set<Optional<String>> values) {
        return values.stream()
                .map(value -> value.orElse("absent"))
                .sorted()
                .toList()
                .toString();
    }

    private static long count(List<Linearizability.Answer> answers, Linearizability.Answer wanted) {
        return answers.stream().filter(answer -> answer == wanted).count();
    }
}
