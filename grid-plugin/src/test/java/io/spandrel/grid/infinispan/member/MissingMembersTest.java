package io.spandrel.grid.infinispan.member;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.infinispan.remoting.transport.Address;
import org.junit.jupiter.api.Test;

class MissingMembersTest {

    private final AtomicLong now = new AtomicLong(-5);
    private final MissingMembers missing = new MissingMembers(now::get);
    private final Address one = Address.random("one");
    private final Address other = Address.random("other");

    @Test
    void left_withoutAWord_isMissingSinceThen() {
        missing.left(one, named("one"));
        now.addAndGet(7_000_000);

        assertThat(missing.ages()).containsOnlyKeys("one").containsEntry("one", 7L);
        assertThat(missing.knows(one)).isTrue();
    }

    @Test
    void left_afterSayingThatItStops_isNotMissing() {
        missing.stops(one);
        missing.left(one, named("one"));

        assertThat(missing.ages()).isEmpty();
    }

    @Test
    void left_onceSaidAndOnceNot_isMissing() {
        missing.stops(one);
        missing.left(one, named("one"));
        missing.joined(List.of(other), List.of(other));
        missing.left(other, named("one"));

        assertThat(missing.ages()).containsOnlyKeys("one");
    }

    @Test
    void joined_sameAddress_isBack() {
        missing.left(one, named("one"));

        missing.joined(List.of(one), List.of(one));

        assertThat(missing.ages()).isEmpty();
    }

    @Test
    void heard_sameName_isBack() {
        missing.left(one, named("one"));
        missing.left(other, named("other"));
        Address again = Address.random("one");

        missing.joined(List.of(again), List.of(again));
        missing.heard(again, "one", true);

        assertThat(missing.ages()).containsOnlyKeys("other");
    }

    @Test
    void heard_newMemberOfANameOfItsOwn_replacesNobody() {
        missing.left(one, madeUp("one"));
        Address third = Address.random("third");

        missing.joined(List.of(third), List.of(third));
        missing.heard(third, "third", true);

        assertThat(missing.ages()).containsOnlyKeys("one");
    }

    @Test
    void heard_newMemberOfAMadeUpName_replacesTheFirstOfSuchAName() {
        missing.left(Address.random("named"), named("named"));
        missing.left(one, madeUp("one"));
        missing.left(other, madeUp("other"));
        Address third = Address.random("third");

        missing.joined(List.of(third), List.of(third));
        missing.heard(third, "third", false);
        missing.heard(third, "third", false);

        assertThat(missing.ages()).containsOnlyKeys("named", "other");
    }

    @Test
    void heard_memberBackAfterAPartition_replacesNobodyElse() {
        missing.left(one, madeUp("one"));
        missing.left(other, madeUp("other"));

        missing.joined(List.of(one), List.of(one));
        missing.heard(one, "one", false);

        assertThat(missing.ages()).containsOnlyKeys("other");
    }

    @Test
    void ages_longerThanExpected_areForgotten() {
        missing.left(one, named("one"));
        now.addAndGet(MissingMembers.EXPECTED.toNanos() + 1);

        assertThat(missing.ages()).isEmpty();
        assertThat(missing.knows(one)).isFalse();
    }

    @Test
    void left_moreThanAreKept_forgetsTheFirst() {
        for (int i = 0; i <= MissingMembers.KEPT_MAX; i++) {
            missing.left(Address.random("m" + i), named("m" + i));
        }

        assertThat(missing.ages())
                .hasSize(MissingMembers.KEPT_MAX)
                .doesNotContainKey("m0")
                .containsKey("m1");
    }

    private static Identities.Identity named(String name) {
        return new Identities.Identity(name, true, Instant.EPOCH, null);
    }

    private static Identities.Identity madeUp(String name) {
        return new Identities.Identity(name, false, Instant.EPOCH, null);
    }
}
