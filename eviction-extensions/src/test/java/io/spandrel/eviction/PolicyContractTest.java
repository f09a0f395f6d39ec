package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.eviction.kit.PolicyCheck;
import io.spandrel.eviction.kit.PolicyContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit itself: it lets through what keeps the contract, and nothing else. */
class PolicyContractTest {

    @Test
    void verify_shortestPolicy_passes() {
        PolicyContract.of(new NewestFirst()).verify();
    }

    @ParameterizedTest
    @EnumSource
    void check_brokenPolicy_failsByTheRuleItBreaks(BrokenPolicy.Fault fault) {
        PolicyContract contract = PolicyContract.of(new BrokenPolicy(fault)).seed(42);

        assertThat(contract.checks())
                .filteredOn(check -> check.name().equals(fault.rule))
                .singleElement()
                .satisfies(check -> assertThatThrownBy(check::run).isInstanceOf(AssertionError.class));
    }

    @ParameterizedTest
    @EnumSource
    void verify_policyThatACacheReplaces_fails(Misbehaving.Fault fault) {
        PolicyContract contract = PolicyContract.of(new Misbehaving(fault));

        assertThatThrownBy(contract::verify)
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("rules of the eviction contract are broken")
                .hasMessageContaining("policy 'misbehaving', ");
    }

    @Test
    void verify_invariantsBroken_namesThemAndTheSeed() {
        PolicyContract contract = PolicyContract.of(new NewestFirst())
                .seed(4711)
                .invariants(policy -> {
                    throw new IllegalStateException("list and map disagree");
                });

        assertThatThrownBy(contract::verify)
                .hasMessageContaining("policy 'newest-first', events_atRandomAtCapacity10_keepTheBound: ")
                .hasMessageContaining("list and map disagree (seed 4711)");
    }

    @Test
    void seed_sameAgain_sendsTheSameEvents() {
        assertThat(weightsSeen(1)).isEqualTo(weightsSeen(1)).isNotEqualTo(weightsSeen(2));
    }

    /** The weights of all entries that came in while one rule was checked. */
    private static List<Integer> weightsSeen(long seed) {
        List<Integer> seen = new ArrayList<>();
        PolicyContract.of(new Recording(seen)).seed(seed).checks().stream()
                .filter(check -> check.name().equals("weights_atRandomAtCapacity100_keepTheBound"))
                .forEach(PolicyCheck::run);
        return seen;
    }

    /** LRU that writes down the weight of what comes in. */
    private record Recording(List<Integer> seen) implements EvictionPolicyFactory {

        @Override
        public String name() {
            return "recording";
        }

        @Override
        public EvictionPolicy<?> create(PolicySettings settings) {
            LruPolicy lru = new LruPolicy();
            return new EvictionPolicy<LinkedEntry>() {
                @Override
                public LinkedEntry newEntry() {
                    return lru.newEntry();
                }

                @Override
                public void onInsert(LinkedEntry entry) {
                    seen.add(entry.weight());
                    lru.onInsert(entry);
                }

                @Override
                public void onUpdate(LinkedEntry entry, int oldWeight) {
                    lru.onUpdate(entry, oldWeight);
                }

                @Override
                public void onRemove(LinkedEntry entry) {
                    lru.onRemove(entry);
                }

                @Override
                public LinkedEntry victim() {
                    return lru.victim();
                }
            };
        }
    }
}
