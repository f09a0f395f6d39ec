package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LruPolicyTest extends EvictionPolicyContract {

    @Override
    EvictionPolicyFactory factory() {
        return EvictionPolicies.find("lru", getClass().getClassLoader());
    }

    @Override
    void checkInvariants(EvictionPolicy<?> policy) {
        ((LruPolicy) policy).checkInvariants();
    }

    @Test
    void victim_afterHit_isLeastRecentlyUsed() {
        Driver driver = new Driver(3);
        List.of("a", "b", "c", "a", "d").forEach(driver::request);

        assertThat(driver.victims).containsExactly("b");
        assertThat(driver.drain()).containsExactly("c", "a", "d");
    }

    @Test
    void victim_afterUpdate_isLeastRecentlyUsed() {
        Driver driver = new Driver(2);
        List.of("a", "b").forEach(driver::request);

        driver.update("a");

        assertThat(driver.drain()).containsExactly("b", "a");
    }
}
