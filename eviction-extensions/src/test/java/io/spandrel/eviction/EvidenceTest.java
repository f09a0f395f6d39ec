package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final long FIRST = 0b01;
    private static final long SECOND = 0b10;
    private static final int ENTRIES = 400;

    private final Evidence evidence = new Evidence(2);

    @Test
    void choice_leadBelowThePriceOfAChange_stays() {
        add(SECOND, 80);

        assertThat(evidence.choice(0, ENTRIES)).isZero();
    }

    @Test
    void choice_leadAboveThePriceOfAChange_changes() {
        add(SECOND, 82);

        assertThat(evidence.choice(0, ENTRIES)).isOne();
    }

    @Test
    void choice_afterAChange_theOtherHasToLeadByThePriceToo() {
        add(SECOND, 82);
        add(FIRST, 160);
        assertThat(evidence.choice(1, ENTRIES)).isOne();

        add(FIRST, 10);

        assertThat(evidence.choice(1, ENTRIES)).isZero();
    }

    @Test
    void choice_periodicLeads_staysWithOne() {
        int current = 0;
        int changes = 0;
        for (int period = 0; period < 100; period++) {
            for (long leader : new long[] {SECOND, FIRST}) {
                for (int i = 0; i < 75; i++) {
                    evidence.add(leader, ENTRIES);
                    int choice = evidence.choice(current, ENTRIES);
                    changes += choice == current ? 0 : 1;
                    current = choice;
                }
            }
        }

        assertThat(changes).isZero();
    }

    @Test
    void choice_oldLeadHasFaded_followsTheNewLeader() {
        add(SECOND, 20_000);
        assertThat(evidence.choice(0, ENTRIES)).isOne();

        add(FIRST, 20_000); // the memory is 50 times the entries

        assertThat(evidence.choice(1, ENTRIES)).isZero();
    }

    @Test
    void choice_smallCache_wantsMoreThanALeadByChance() {
        for (int i = 0; i < 14; i++) {
            evidence.add(SECOND, 25); // a lead of half its entries
        }

        assertThat(evidence.choice(0, 25)).isZero();
    }

    @Test
    void choice_candidatesThatOnlyChanceTellsApart_staysWithOne() {
        Evidence five = new Evidence(5);
        SplittableRandom random = new SplittableRandom(7);

        for (int i = 0; i < 1_000 * ENTRIES; i++) {
            five.add(random.nextInt(1 << 5), ENTRIES); // each has half of the requests, whatever another has
            assertThat(five.choice(0, ENTRIES)).isZero();
        }
    }

    @Test
    void choice_smallLeadAmongEqualHits_changesAsSoonAsItIsWorthIt() {
        for (int i = 0; i < 4_000; i++) {
            evidence.add(i % 40 == 0 ? SECOND : FIRST | SECOND, ENTRIES); // a lead of a fortieth, all in one direction
        }

        assertThat(evidence.choice(0, ENTRIES)).isOne();
    }

    @Test
    void hitRatio_eachCandidate_isItsShareOfWhatIsRemembered() {
        assertThat(evidence.hitRatio(0)).isZero();
        add(FIRST, 300);
        add(FIRST | SECOND, 100);

        assertThat(evidence.requests()).isBetween(390.0, 400.0);
        assertThat(evidence.hitRatio(0)).isEqualTo(1, within(1e-9));
        assertThat(evidence.hitRatio(1)).isEqualTo(0.25, within(0.01));
    }

    private void add(long hits, int times) {
        for (int i = 0; i < times; i++) {
            evidence.add(hits, ENTRIES);
        }
    }
}
