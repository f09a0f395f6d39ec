package io.spandrel.grid.infinispan.eviction;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.spandrel.grid.EvictionReport;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.PolicyChoice;
import io.spandrel.grid.infinispan.TestCluster;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import org.infinispan.Cache;
import org.infinispan.factories.ComponentRegistry;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What members say of the choices of {@code auto}: one has seen a loop, the other nothing. */
class PolicyChoiceTest {

    private static final String CACHES = """
            <local-cache name="choosing">
              <grid:eviction policy="auto" candidates="lru,lirs" max-count="100"/>
            </local-cache>
            <local-cache name="fixed"><grid:eviction policy="lru" max-count="100"/></local-cache>
            """;

    private static TestCluster cluster;

    @BeforeAll
    static void loop() {
        cluster = TestCluster.of(2, CACHES);
        Cache<Object, Object> cache = cluster.cache(0, "choosing");
        for (int i = 0; i < 10_000; i++) {
            Integer key = i % 120;
            if (cache.get(key) == null) {
                cache.put(key, i);
            }
        }
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @Test
    void report_afterALoop_tellsTheChangeAndWhy() {
        PolicyChoice choice = choice(cluster.grid(0).cache("choosing").report().eviction());

        assertThat(choice.current()).isEqualTo("lirs");
        assertThat(choice.switches()).isEqualTo(choice.history().size()).isPositive();
        assertThat(choice.candidates())
                .extracting(PolicyChoice.Candidate::policy)
                .containsExactly("lru", "lirs");
        assertThat(choice.candidates().get(1).hitRatio())
                .isGreaterThan(choice.candidates().get(0).hitRatio() + 0.4);
        assertThat(choice.history().get(0).from()).isEqualTo("lru");
        assertThat(cluster.grid(0).cache("fixed").report().eviction().choice()).isNull();
    }

    @Test
    void memberReports_ofTheOther_carryEachMembersOwnChoice() throws Exception {
        List<MemberReport> members = get(cluster.grid(1).memberReports(Duration.ofSeconds(10)));

        PolicyChoice looped = choice(members.get(0).eviction().get("choosing"));
        PolicyChoice idle = choice(members.get(1).eviction().get("choosing"));
        assertThat(looped.current()).isEqualTo("lirs");
        assertThat(looped.history()).isNotEmpty();
        assertThat(looped.history().get(0).at())
                .isCloseTo(
                        choice(cluster.grid(0).cache("choosing").report().eviction())
                                .history()
                                .get(0)
                                .at(),
                        within(1, ChronoUnit.MILLIS));
        assertThat(idle)
                .isEqualTo(choice(cluster.grid(1).cache("choosing").report().eviction()));
        assertThat(idle.current()).isEqualTo("lru");
        assertThat(idle.history()).isEmpty();
    }

    @Test
    void history_ofTheMemberThatChanged_hasAnEvent() {
        assertThat(cluster.grid(0).report().history())
                .filteredOn(event -> event.kind() == GridEvent.Kind.POLICY)
                .first()
                .satisfies(event -> {
                    assertThat(event.subject()).isEqualTo("choosing");
                    assertThat(event.text()).startsWith("auto went from lru to lirs on this member");
                });
        assertThat(cluster.grid(1).report().history()).noneMatch(event -> event.kind() == GridEvent.Kind.POLICY);
    }

    @Test
    void bean_ofEachCache_showsWhatRunsInIt() {
        CacheEviction choosing = bean("choosing");
        CacheEviction fixed = bean("fixed");

        assertThat(choosing.getPolicy()).isEqualTo("auto");
        assertThat(choosing.getPolicyChosen()).isEqualTo("lirs");
        assertThat(choosing.getPolicySwitches()).isPositive();
        assertThat(fixed.getPolicyChosen()).isEqualTo("lru");
        assertThat(fixed.getPolicySwitches()).isZero();
    }

    private static CacheEviction bean(String cache) {
        return ComponentRegistry.of(cluster.cache(0, cache)).getComponent(CacheEviction.class);
    }

    private static PolicyChoice choice(EvictionReport eviction) {
        return Objects.requireNonNull(eviction.choice());
    }
}
