package io.spandrel.eviction.simulator;

import io.spandrel.eviction.EvictionPolicies;
import io.spandrel.eviction.EvictionPolicyFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the command was asked for.
 *
 * @param policies one or more
 * @param sizes one or more, each 1 or more; in entries, or in bytes if {@code bytes}
 * @param chart file to draw the results to; null for none
 * @param curve whether to compare the miss-ratio curve with what it predicts, instead
 * @param rate requests a second that the curve is to believe in; empty: so few that it need not save
 * @param files one or more, all readable
 */
record SimulatorArguments(
        List<EvictionPolicyFactory> policies,
        List<Long> sizes,
        boolean bytes,
        @Nullable Path chart,
        boolean curve,
        OptionalLong rate,
        List<Path> files) {

    /**
     * Understands a command line.
     *
     * @throws IllegalArgumentException if it is wrong; the message says what and what to write instead
     */
    static SimulatorArguments parse(String[] args) {
        Deque<String> words = new ArrayDeque<>(List.of(args));
        List<EvictionPolicyFactory> policies = new ArrayList<>();
        List<Long> sizes = new ArrayList<>();
        List<Path> files = new ArrayList<>();
        boolean bytes = false;
        Path chart = null;
        boolean curve = false;
        OptionalLong rate = OptionalLong.empty();
        while (!words.isEmpty()) {
            String word = words.remove();
            switch (word) {
                case "--policy" ->
                    items(word, words).map(SimulatorArguments::policy).forEach(policies::add);
                case "--size" ->
                    items(word, words).map(text -> number(word, text)).forEach(sizes::add);
                case "--bytes" -> bytes = true;
                case "--chart" -> chart = Path.of(value(word, words));
                case "--curve" -> curve = true;
                case "--rate" -> rate = OptionalLong.of(number(word, value(word, words)));
                default -> files.add(file(word));
            }
        }
        require("--policy NAME[,NAME...]", policies);
        require("--size NUMBER[,NUMBER...]", sizes);
        require("a trace FILE", files);
        if (rate.isPresent() && !curve) {
            throw new IllegalArgumentException("--rate goes with --curve only");
        }
        if (chart != null && curve) {
            throw new IllegalArgumentException("--chart does not go with --curve");
        }
        return new SimulatorArguments(policies, sizes, bytes, chart, curve, rate, files);
    }

    private static void require(String what, Collection<?> given) {
        if (given.isEmpty()) {
            throw new IllegalArgumentException(what + " is missing; bin/simulate --help tells more");
        }
    }

    private static Stream<String> items(String option, Deque<String> words) {
        return Arrays.stream(value(option, words).split(","));
    }

    private static String value(String option, Deque<String> words) {
        String value = words.poll();
        if (value == null || value.startsWith("--")) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return value;
    }

    private static EvictionPolicyFactory policy(String name) {
        return EvictionPolicies.find(name, SimulatorArguments.class.getClassLoader());
    }

    private static long number(String option, String text) {
        try {
            long number = Long.parseLong(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // falls through to the one message for both
        }
        throw new IllegalArgumentException(option + " must be a number of 1 or more, was " + text);
    }

    private static Path file(String name) {
        if (name.startsWith("--")) {
            throw new IllegalArgumentException("unknown option " + name + "; bin/simulate --help tells more");
        }
        Path file = Path.of(name);
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new IllegalArgumentException("cannot read " + name);
        }
        return file;
    }
}
