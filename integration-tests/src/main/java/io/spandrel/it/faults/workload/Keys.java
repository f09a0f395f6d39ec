package io.spandrel.it.faults.workload;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The keys of a run. Most have one writer, whose route and number are part of the key; some are replaced conditionally by all
 * clients, some count. Immutable.
 */
public final class Keys {

    private static final int CONDITIONAL = 12;
    private static final int COUNTERS = 6;

    private final Map<String, String> initial = new LinkedHashMap<>();
    private final Map<String, List<String>> written = new LinkedHashMap<>();
    private final List<String> conditional;
    private final List<String> counters;

    /**
     * Lays them out.
     *
     * @param writers the route of each writer, by its number
     * @param size the share of the full number of keys, above 0 and up to 1
     */
    public Keys(List<Route> writers, double size) {
        for (Phase phase : Phase.values()) {
            int count = (int) (phase.keys() * size);
            for (int i = 0; i < count; i++) {
                int writer = i % writers.size();
                String key = prefix(phase, writers.get(writer), writer) + i;
                initial.put(key, key + ".0");
                written.computeIfAbsent(phase.name() + writer, unused -> new ArrayList<>())
                        .add(key);
            }
        }
        conditional = IntStream.range(0, CONDITIONAL).mapToObj(i -> "cas." + i).toList();
        conditional.forEach(key -> initial.put(key, key + ".0"));
        counters = IntStream.range(0, COUNTERS).mapToObj(i -> "counter." + i).toList();
        counters.forEach(key -> initial.put(key, "0"));
    }

    private static String prefix(Phase phase, Route route, int writer) {
        return phase.letter() + "." + route.letter() + writer + ".";
    }

    /** All keys, with their values at first. */
    public Map<String, String> initial() {
        return initial;
    }

    /** The keys that one writer writes in one phase. */
    List<String> of(Phase phase, int writer) {
        return written.getOrDefault(phase.name() + writer, List.of());
    }

    public List<String> conditional() {
        return conditional;
    }

    public List<String> counters() {
        return counters;
    }

    /** Whether a key has one writer. */
    public static boolean hasOneWriter(String key) {
        return !key.startsWith("c");
    }

    /** The phase in which a key with one writer is written. */
    public static Phase phase(String key) {
        return switch (key.charAt(0)) {
            case 'B' -> Phase.BEFORE;
            case 'F' -> Phase.FAULT;
            case 'H' -> Phase.HEALED;
            default -> Phase.NEVER;
        };
    }

    /** The route of its writer. */
    public static Route route(String key) {
        return switch (key.charAt(2)) {
            case 'O' -> Route.OTHERS;
            case 'T' -> Route.TARGET;
            default -> Route.MOVING;
        };
    }

    /** Writes keys and values to a file for the members. */
    public void write(Path file) {
        try {
            Files.write(
                    file,
                    initial.entrySet().stream()
                            .map(entry -> entry.getKey() + "\t" + entry.getValue())
                            .toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
