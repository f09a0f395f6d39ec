package io.spandrel.grid.coordination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SharesTest {

    private static double share(String member, List<List<String>> owners) {
        return Shares.ofLed(owners.size(), s -> owners.get(s).get(0).equals(member), owners::get);
    }

    @Test
    void ofLed_everyMemberOwnsAll_isThePartLed() {
        List<List<String>> owners = List.of(List.of("a", "b"), List.of("a", "b"), List.of("a", "b"), List.of("b", "a"));

        assertThat(share("a", owners)).isEqualTo(0.75);
        assertThat(share("b", owners)).isEqualTo(0.25);
    }

    @Test
    void ofLed_oneOwner_isAllOfTheBound() {
        List<List<String>> owners = List.of(List.of("a"), List.of("b"), List.of("b"));

        assertThat(share("a", owners)).isEqualTo(1);
        assertThat(share("b", owners)).isEqualTo(1);
    }

    @Test
    void ofLed_nothingLed_isNothing() {
        assertThat(share("b", List.of(List.of("a", "b")))).isZero();
    }

    @Test
    void ofLed_anyOwners_fillNoMemberBeyondItsBound() {
        for (int seed = 0; seed < 200; seed++) {
            List<List<String>> owners = random(new Random(seed));
            for (String member : List.of("a", "b", "c", "d")) {
                double held = 0;
                for (int segment = 0; segment < owners.size(); segment++) {
                    if (owners.get(segment).contains(member)) {
                        held += ofOne(owners, segment);
                    }
                }
                assertThat(held).as("seed %d", seed).isLessThanOrEqualTo(1 + 1e-9);
            }
        }
    }

    private static double ofOne(List<List<String>> owners, int segment) {
        return Shares.ofLed(owners.size(), s -> s == segment, owners::get);
    }

    private static List<List<String>> random(Random random) {
        return IntStream.range(0, 16)
                .mapToObj(segment -> {
                    List<String> members = new ArrayList<>(List.of("a", "b", "c", "d"));
                    Collections.shuffle(members, random);
                    return List.copyOf(members.subList(0, 1 + random.nextInt(3)));
                })
                .toList();
    }

    @Test
    void ofLed_oddOwners_sumsTheLeastThatAnOwnerCanGive() {
        List<List<String>> owners = List.of(List.of("a", "b"), List.of("b", "c"), List.of("b"));

        assertThat(share("a", owners)).isEqualTo(1.0 / 3, within(1e-9));
        assertThat(share("b", owners)).isEqualTo(2.0 / 3, within(1e-9));
    }
}
