package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ClockPolicyTest extends EvictionPolicyContract {

    @Override
    EvictionPolicyFactory factory() {
        return EvictionPolicies.find("clock", getClass().getClassLoader());
    }

    @Override
    void checkInvariants(EvictionPolicy<?> policy) {
        ((ClockPolicy) policy).checkInvariants();
    }

    @Test
    void victim_usedSinceHandPassed_isSparedOnce() {
        Driver driver = new Driver(3);
        List.of("a", "b", "c", "a", "d", "e").forEach(driver::request);

        assertThat(driver.victims).containsExactly("b", "c");
        assertThat(driver.drain()).containsExactly("d", "a", "e");
    }

    @Test
    void victim_allOthersUsed_isNewcomer() {
        Driver driver = new Driver(2);
        List.of("a", "b", "a", "b", "c").forEach(driver::request);

        assertThat(driver.victims).containsExactly("c");
    }
}
