package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampledStackTest {

    private static final int KEYS_MAX = 1024;

    private final SampledStack stack = new SampledStack(KEYS_MAX);
    private final Map<Integer, Integer> model = new LinkedHashMap<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void above_randomOperations_equalsModel(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < 20_000; step++) {
            int key = (random.nextInt(KEYS_MAX) * (int) seed) << 7;
            switch (random.nextInt(20)) {
                case 0 -> {
                    stack.remove(key);
                    model.remove(key);
                }
                case 1 -> trim(random.nextInt(2_000_000));
                default -> use(key, 1 + random.nextInt(1000));
            }
            if (step % 100 == 0) {
                checkAll();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {6, 7})
    void keepBelow_someLimit_keepsOrderOfTheOthers(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < KEYS_MAX; i++) {
            use(random.nextInt(), 1);
        }

        stack.keepBelow(1L << 31);
        model.keySet().removeIf(key -> key < 0);

        checkAll();
        assertThat(stack.size()).isBetween(KEYS_MAX / 3, KEYS_MAX);
    }

    private void use(int key, int weight) {
        stack.use(key, weight);
        model.remove(key);
        model.put(key, weight);
    }

    private void trim(long weightMax) {
        stack.trim(weightMax);
        while (weight() > weightMax) {
            model.remove(model.keySet().iterator().next());
        }
    }

    private long weight() {
        return model.values().stream().mapToLong(weight -> weight).sum();
    }

    private void checkAll() {
        stack.checkInvariants();
        assertThat(stack.size()).isEqualTo(model.size());
        assertThat(stack.weight()).isEqualTo(weight());
        long above = weight();
        for (Map.Entry<Integer, Integer> entry : model.entrySet()) {
            above -= entry.getValue();
            assertThat(stack.above(entry.getKey())).isEqualTo(above);
            assertThat(stack.weightOf(entry.getKey())).isEqualTo(entry.getValue());
        }
        assertThat(stack.above(Integer.MAX_VALUE)).isEqualTo(-1);
    }
}
