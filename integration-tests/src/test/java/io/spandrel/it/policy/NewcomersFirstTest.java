package io.spandrel.it.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.spandrel.eviction.PolicySettings;
import io.spandrel.eviction.kit.PolicyCache;
import io.spandrel.eviction.kit.PolicyContract;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class NewcomersFirstTest {

    // README begin
    @TestFactory
    Stream<DynamicTest> newcomersFirst_keepsTheContract() {
        return PolicyContract.of(new NewcomersFirst()).checks().stream()
                .map(check -> dynamicTest(check.name(), check::run));
    }
    // README end

    @Test
    void write_cacheFull_evictsWhatWasNeverUsedAgain() {
        PolicyCache cache = new PolicyCache(new NewcomersFirst().create(PolicySettings.of(3)), 3);
        cache.write(1, 2, 3);
        cache.hit(1, 2);

        assertThat(cache.write(4, 5)).containsExactly(3L, 4L);
    }
}
