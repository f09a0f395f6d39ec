package io.spandrel.grid.antientropy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.antientropy.Difference.Cause;
import io.spandrel.grid.antientropy.SegmentComparison.Outcome;
import io.spandrel.grid.antientropy.SegmentComparison.Suspect;
import io.spandrel.grid.antientropy.SegmentTree.Node;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentComparisonTest {

    private static final int SEGMENT = 3;
    private static final int BUCKET_SIZE = 32;
    private static final long FOREVER = KeyState.FOREVER;

    private final HeldKeys mine = new HeldKeys();
    private final HeldKeys theirs = new HeldKeys();
    private final SegmentComparison<String> comparison = new SegmentComparison<>(SEGMENT, mine, theirs);

    @Test
    void suspects_equalOwners_askForNothing() {
        fill(10_000);

        assertThat(suspects()).isEmpty();

        assertThat(theirs.asked()).isZero();
    }

    @Test
    void suspects_oneKeyOfMany_isFoundByAFewNodes() {
        fill(10_000);
        theirs.put("key-77", KeyState.value(1, FOREVER));

        Map<Long, Suspect> suspects = suspects();

        assertThat(suspects).containsOnlyKeys(HeldKeys.hash("key-77"));
        assertThat(theirs.nodesTold()).isEqualTo(2L * SegmentTree.FAN_OUT);
        assertThat(theirs.keysTold()).isLessThan(3 * BUCKET_SIZE);
    }

    @Test
    void suspects_fewKeysInAll_comparesThemAtOnce() {
        fill(BUCKET_SIZE - 1);
        theirs.put("other", KeyState.value(1, FOREVER));

        assertThat(suspects()).containsOnlyKeys(HeldKeys.hash("other"));

        assertThat(theirs.nodesTold()).isZero();
    }

    @Test
    void suspects_becomeEqualMeanwhile_areNone() {
        fill(10_000);
        theirs.put("key-77", KeyState.value(1, FOREVER));
        SegmentTree tree = mine.tree();
        Node root = theirs.tree().root();
        theirs.put("key-77", Objects.requireNonNull(mine.get("key-77")));

        assertThat(done(comparison.suspects(tree, root, BUCKET_SIZE))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,V5,MISSING_VALUE",
                "-,D5,MISSING_DELETE",
                "V4,V5,OLDER_VALUE",
                "V5,D5,SURVIVING_VALUE",
                "V4,D5,SURVIVING_VALUE",
                "V5,D4,OUTLIVED_DELETE",
                "D4,D5,MISSING_DELETE",
                "V5,L5,OTHER_LIFESPAN"
            })
    void differences_whoeverIsBehind_tellWhatIsLacking(String one, String other, Cause cause) {
        fill(100);
        put(mine, one);
        put(theirs, other);
        put(mine, other, "b");
        put(theirs, one, "b");

        List<Difference<String>> differences = differences();

        assertThat(differences)
                .containsExactlyInAnyOrder(
                        new Difference<>(SEGMENT, "a", cause), new Difference<>(SEGMENT, "b", cause));
    }

    /* A write that one owner had taken already. */
    @Test
    void differences_arrivedMeanwhile_areNone() {
        fill(100);
        mine.put("key-7", KeyState.value(900, FOREVER));
        Map<Long, Suspect> suspects = suspects();
        theirs.put("key-7", KeyState.value(900, FOREVER));

        assertThat(done(comparison.differences(suspects, false, 0))).isEqualTo(new Outcome<>(List.of(), true));
    }

    /* A key that is written all the time. */
    @Test
    void differences_differInAnotherWayNow_waitForTheNextComparison() {
        fill(100);
        mine.put("key-7", KeyState.value(900, FOREVER));
        Map<Long, Suspect> suspects = suspects();
        mine.put("key-7", KeyState.value(901, FOREVER));

        assertThat(done(comparison.differences(suspects, false, 0))).isEqualTo(new Outcome<>(List.of(), false));
        assertThat(differences()).containsExactly(new Difference<>(SEGMENT, "key-7", Cause.OLDER_VALUE));
    }

    @Test
    void differences_valuesThatMayBeEvicted_areNotMissed() {
        fill(100);
        mine.remove("key-1");
        theirs.remove("key-2");
        mine.put("key-3", KeyState.value(900, FOREVER));
        theirs.put("key-4", KeyState.delete(900));
        mine.put("new", KeyState.delete(900));

        assertThat(done(comparison.differences(suspects(), true, 0)).differences())
                .containsExactlyInAnyOrder(
                        new Difference<>(SEGMENT, "key-3", Cause.OLDER_VALUE),
                        new Difference<>(SEGMENT, "key-4", Cause.SURVIVING_VALUE),
                        new Difference<>(SEGMENT, "new", Cause.MISSING_DELETE));
    }

    @Test
    void differences_aValueMayBeEvicted_isNoAgreement() {
        fill(100);
        mine.remove("key-1");

        assertThat(done(comparison.differences(suspects(), true, 0))).isEqualTo(new Outcome<>(List.of(), false));
    }

    @Test
    void differences_aDeleteThatBothTakeForGranted_isNone() {
        fill(100);
        mine.put("forgotten there", KeyState.delete(900));
        theirs.put("forgotten here", KeyState.delete(899));

        assertThat(done(comparison.differences(suspects(), false, 900))).isEqualTo(new Outcome<>(List.of(), true));
        assertThat(done(comparison.differences(suspects(), false, 899)))
                .isEqualTo(new Outcome<>(
                        List.of(new Difference<>(SEGMENT, "forgotten there", Cause.MISSING_DELETE)), false));
    }

    @Test
    void differences_aValueThatMayHaveBeenDeleted_isNoAgreement() {
        fill(100);
        mine.put("value", KeyState.value(900, FOREVER));

        assertThat(done(comparison.differences(suspects(), false, 901)))
                .isEqualTo(new Outcome<>(List.of(new Difference<>(SEGMENT, "value", Cause.MISSING_VALUE)), false));
    }

    @Test
    void differences_keysOfOneHash_areAllNamed() {
        fill(100);
        mine.put("twin-1", KeyState.value(1, FOREVER));
        mine.put("twin-2", KeyState.value(1, FOREVER));
        theirs.put("twin-1", KeyState.value(1, FOREVER));

        assertThat(HeldKeys.hash("twin-1")).isEqualTo(HeldKeys.hash("twin-2"));
        assertThat(differences()).extracting(Difference::key).containsExactlyInAnyOrder("twin-1", "twin-2");
    }

    /* All that two owners may hold, against a comparison key by key. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void differences_anyTwoOwners_areThoseOfAllKeys(long seed) {
        Random random = new Random(seed);
        int keys = 1 << (2 + random.nextInt(12));
        double equal = random.nextBoolean() ? 0.99 : random.nextDouble();
        for (int i = 0; i < keys; i++) {
            KeyState state = anyState(random);
            put(mine, "key-" + i, state);
            put(theirs, "key-" + i, random.nextDouble() < equal ? state : anyState(random));
        }

        List<Difference<String>> differences = differences();

        Map<String, Cause> expected = new HashMap<>();
        TreeSet<String> all = new TreeSet<>(mine.names());
        all.addAll(theirs.names());
        for (String key : all) {
            if (!Objects.equals(mine.get(key), theirs.get(key))) {
                expected.put(key, Difference.between(mine.get(key), theirs.get(key)));
            }
        }
        Map<String, Cause> found = new HashMap<>();
        differences.forEach(difference -> found.put(difference.key(), difference.cause()));
        assertThat(found).isEqualTo(expected);
        assertThat(differences).hasSameSizeAs(expected.keySet());
    }

    @Test
    void descend_anotherNumberOfNodes_isRefused() {
        fill(10_000);
        TreeComparison way = new TreeComparison(mine.tree(), Node.EMPTY, BUCKET_SIZE);

        assertThatThrownBy(() -> way.descend(List.of(Node.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 nodes were wanted, not 1");
    }

    private static @Nullable KeyState anyState(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> null;
            case 1 -> KeyState.delete(1 + random.nextInt(3));
            case 2 -> KeyState.value(1 + random.nextInt(3), 1_000);
            default -> KeyState.value(1 + random.nextInt(3), FOREVER);
        };
    }

    private void fill(int keys) {
        for (int i = 0; i < keys; i++) {
            KeyState state = i % 10 == 0 ? KeyState.delete(i) : KeyState.value(i, FOREVER);
            mine.put("key-" + i, state);
            theirs.put("key-" + i, state);
        }
    }

    private static void put(HeldKeys owner, String key, @Nullable KeyState state) {
        if (state != null) {
            owner.put(key, state);
        }
    }

    private static void put(HeldKeys owner, @Nullable String state) {
        put(owner, state, "a");
    }

    private static void put(HeldKeys owner, @Nullable String state, String key) {
        if (state != null) {
            long version = Long.parseLong(state.substring(1));
            owner.put(
                    key,
                    switch (state.charAt(0)) {
                        case 'D' -> KeyState.delete(version);
                        case 'L' -> KeyState.value(version, 1_000);
                        default -> KeyState.value(version, FOREVER);
                    });
        }
    }

    private Map<Long, Suspect> suspects() {
        return done(comparison.suspects(mine.tree(), theirs.tree().root(), BUCKET_SIZE));
    }

    private List<Difference<String>> differences() {
        return done(comparison.differences(suspects(), false, 0)).differences();
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }
}
