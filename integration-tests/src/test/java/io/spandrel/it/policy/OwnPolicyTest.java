package io.spandrel.it.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.Grid;
import java.io.IOException;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A user's policy in a cache, found as a service and by its class. */
class OwnPolicyTest {

    @ParameterizedTest
    @ValueSource(strings = {"by-name", "by-class"})
    void put_cacheFull_evictsAsTheOwnPolicySays(String name) throws IOException {
        try (DefaultCacheManager caches = new DefaultCacheManager("policy/own-policy.xml")) {
            Cache<Integer, String> cache = caches.getCache(name);
            for (int key = 1; key <= 3; key++) {
                cache.put(key, "value");
            }
            cache.get(1);
            cache.get(2);

            cache.put(4, "value");
            cache.put(5, "value");

            assertThat(cache.keySet()).containsExactlyInAnyOrder(1, 2, 5);
            EvictionReport eviction = Grid.of(caches).cache(name).report().eviction();
            assertThat(eviction.policyFailures()).isZero();
            assertThat(eviction.evictions()).isEqualTo(2);
        }
    }
}
