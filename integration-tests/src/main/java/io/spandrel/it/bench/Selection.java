package io.spandrel.it.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which part of a question is asked, so that a part can be measured anew without the rest.
 *
 * @param threads numbers of threads
 * @param entries numbers of entries
 * @param operations methods of {@link ContainerBenchmark}
 * @param contenders names of {@link Contender#all}; the bases of the ratios are always among them
 */
record Selection(List<Integer> threads, List<Integer> entries, List<String> operations, List<String> contenders) {

    /**
     * Takes what it understands out of {@code arguments}: {@code --threads 1,2} and the like.
     *
     * @throws IllegalArgumentException if a value is missing or unknown
     */
    static Selection from(List<String> arguments) {
        List<String> operations = List.of("read", "write", "mixed");
        return new Selection(
                numbers("--threads", arguments, List.of("1", "2")),
                numbers("--entries", arguments, List.of("100000", "10000", "1000000")),
                names("--operations", arguments, operations, operations),
                withBases(names("--contenders", arguments, Contender.all(), Contender.all())));
    }

    private static List<String> withBases(List<String> chosen) {
        List<String> all = new ArrayList<>(List.of(Contender.INFINISPAN, Contender.CAFFEINE));
        chosen.stream().filter(name -> !all.contains(name)).forEach(all::add);
        return List.copyOf(all);
    }

    /** The numbers after {@code option}, which are taken out of {@code arguments}, or {@code otherwise}. */
    static List<Integer> numbers(String option, List<String> arguments, List<String> otherwise) {
        try {
            return value(option, arguments).orElse(otherwise).stream()
                    .map(Integer::valueOf)
                    .toList();
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(option + " needs numbers separated by commas", e);
        }
    }

    private static List<String> names(
            String option, List<String> arguments, List<String> otherwise, List<String> known) {
        List<String> names = value(option, arguments).orElse(otherwise);
        if (!known.containsAll(names)) {
            throw new IllegalArgumentException(option + " must be some of " + String.join(",", known));
        }
        return names;
    }

    private static Optional<List<String>> value(String option, List<String> arguments) {
        int at = arguments.indexOf(option);
        if (at < 0) {
            return Optional.empty();
        }
        arguments.remove(at);
        if (at == arguments.size()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return Optional.of(List.of(arguments.remove(at).split(",")));
    }
}
