package io.spandrel.it.consistency;

import static java.util.concurrent.TimeUnit.HOURS;

import java.util.List;
import java.util.Map;
import org.infinispan.Cache;
import org.jspecify.annotations.Nullable;

/** What happens to a key while a partition lasts. The last step is what has to stay. */
enum SplitStory {
    ONLY_MAJORITY_WRITES(new Step(Side.MAJORITY, Write.PUT)),
    ONLY_MINORITY_WRITES(new Step(Side.MINORITY, Write.PUT)),
    MINORITY_WRITES_LAST(new Step(Side.MAJORITY, Write.PUT), new Step(Side.MINORITY, Write.PUT)),
    MAJORITY_WRITES_LAST(new Step(Side.MINORITY, Write.PUT), new Step(Side.MAJORITY, Write.PUT)),
    MAJORITY_DELETES(new Step(Side.MAJORITY, Write.REMOVE)),
    MINORITY_DELETES(new Step(Side.MINORITY, Write.REMOVE)),
    MINORITY_WRITES_MAJORITY_DELETES(new Step(Side.MINORITY, Write.PUT), new Step(Side.MAJORITY, Write.REMOVE)),
    MAJORITY_WRITES_MINORITY_DELETES(new Step(Side.MAJORITY, Write.PUT), new Step(Side.MINORITY, Write.REMOVE)),
    MINORITY_DELETES_MAJORITY_WRITES(new Step(Side.MINORITY, Write.REMOVE), new Step(Side.MAJORITY, Write.PUT)),
    MAJORITY_DELETES_MINORITY_WRITES(new Step(Side.MAJORITY, Write.REMOVE), new Step(Side.MINORITY, Write.PUT)),
    MINORITY_GIVES_A_DEADLINE(new Step(Side.MAJORITY, Write.SAME), new Step(Side.MINORITY, Write.SAME_FOR_AN_HOUR)),
    MINORITY_TAKES_THE_DEADLINE(new Step(Side.MAJORITY, Write.SAME_FOR_AN_HOUR), new Step(Side.MINORITY, Write.SAME));

    /** How many steps a story has at most. */
    static final int STEPS = 2;

    enum Side {
        MAJORITY,
        MINORITY
    }

    enum Write {
        PUT,
        SAME,
        SAME_FOR_AN_HOUR,
        REMOVE
    }

    private record Step(Side side, Write write) {

        /** What a reader gets after it. */
        @Nullable
        String value() {
            return switch (write) {
                case PUT -> "by the " + side;
                case SAME, SAME_FOR_AN_HOUR -> "same";
                case REMOVE -> null;
            };
        }

        void carryOut(Cache<String, String> cache, String key) {
            switch (write) {
                case PUT, SAME -> cache.put(key, value());
                case SAME_FOR_AN_HOUR -> cache.put(key, value(), 1, HOURS);
                case REMOVE -> cache.remove(key);
            }
        }
    }

    private final List<Step> steps;

    SplitStory(Step... steps) {
        this.steps = List.of(steps);
    }

    /** One of the keys that have this story. */
    String key(int number) {
        return name() + "-" + number;
    }

    /** What stays; null: it is deleted. */
    @Nullable
    String outcome() {
        return last().value();
    }

    /** For how long what stays lives, in milliseconds; -1: for ever, or it is deleted. */
    long lifespan() {
        return last().write == Write.SAME_FOR_AN_HOUR ? HOURS.toMillis(1) : -1;
    }

    private Step last() {
        return steps.get(steps.size() - 1);
    }

    /** Carries out a step, if the story has so many. */
    void carryOut(int nth, Map<Side, Cache<String, String>> sides, String key) {
        if (nth < steps.size()) {
            Step step = steps.get(nth);
            step.carryOut(sides.get(step.side), key);
        }
    }
}
