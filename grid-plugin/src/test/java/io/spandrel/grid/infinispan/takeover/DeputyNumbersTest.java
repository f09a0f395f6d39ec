package io.spandrel.grid.infinispan.takeover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DeputyNumbersTest {

    private static final long SEED = 241;
    private static final int ROUNDS = 10_000;
    private static final int MEMBERS = 50;

    @Test
    void next_isBeyondWhatACoordinatorHasCountedUnheard() {
        new Random(SEED)
                .ints(ROUNDS, 0, 1 << 20)
                .forEach(last -> assertThat(DeputyNumbers.next(last, 1)).isGreaterThan(last + DeputyNumbers.BLOCK));
    }

    @Test
    void next_ofOtherDeputiesAtOtherTopologies_isAnotherOne() {
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            int one = random.nextInt(1 << 20);
            int other = random.nextInt(1 << 20);
            int place = 1 + random.nextInt(MEMBERS);
            int another = 1 + (place + random.nextInt(MEMBERS - 1)) % MEMBERS;
            assertThat(DeputyNumbers.next(one, place)).isNotEqualTo(DeputyNumbers.next(other, another));
        }
    }

    @Test
    void after_isBeyondWhatAnyDeputyOfTheSameTopologyTook() {
        new Random(SEED)
                .ints(ROUNDS, 0, 1 << 20)
                .forEach(last -> assertThat(DeputyNumbers.after(DeputyNumbers.next(last, 1)))
                        .isGreaterThan(IntStream.rangeClosed(1, MEMBERS)
                                .map(place -> DeputyNumbers.next(last, place))
                                .max()
                                .orElseThrow()));
    }
}
