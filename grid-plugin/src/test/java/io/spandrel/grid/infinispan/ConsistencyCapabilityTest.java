package io.spandrel.grid.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.configuration.Problem;
import io.spandrel.configuration.Spandrel;
import java.util.List;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConsistencyCapabilityTest {

    @ParameterizedTest
    @ValueSource(strings = {"largest", "org.example.Resolver"})
    void missing_anotherResolverThanNewest_isRefused(String resolver) {
        assertThat(missing(resolver)).singleElement().satisfies(problem -> {
            assertThat(problem.value()).isEqualTo(resolver);
            assertThat(problem.fix()).endsWith("set it to newest");
        });
    }

    @Test
    void missing_newest_isTaken() {
        assertThat(missing("newest")).isEmpty();
    }

    private static List<Problem> missing(String resolver) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.DIST_SYNC);
        Spandrel.cache(cache).consistency().conflictResolver(resolver);
        return Capabilities.load(ConsistencyCapabilityTest.class.getClassLoader())
                .missing("cache", cache.build())
                .stream()
                .filter(problem -> problem.element().equals("consistency"))
                .toList();
    }
}
