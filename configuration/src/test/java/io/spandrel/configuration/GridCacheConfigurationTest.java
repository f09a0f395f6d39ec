package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.infinispan.commons.api.CacheContainerAdmin.AdminFlag;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.Test;

final class GridCacheConfigurationTest {

    @Test
    void settings_overriddenDefaults_sayWhereTheyComeFrom() {
        GridCacheConfiguration cache = cache(
                Map.of("SPANDREL_EVICTION_POLICY", "lru", "SPANDREL_EVICTION_INTERVAL", "5s"),
                Map.of("spandrel.eviction.policy", "sieve", "spandrel.eviction.max-count", "7"));

        assertThat(cache.settings())
                .contains(
                        new EffectiveSetting("eviction", "policy", "sieve", Origin.SYSTEM_PROPERTY),
                        new EffectiveSetting("eviction", "interval", "5s", Origin.ENVIRONMENT),
                        new EffectiveSetting("eviction", "max-count", "10", Origin.CONFIGURATION),
                        new EffectiveSetting("eviction", "coordinated", "false", Origin.DEFAULT));
    }

    @Test
    void build_overridesUnknownOrInvalid_areProblems() {
        assertThatThrownBy(() ->
                        cache(Map.of("SPANDREL_EVICTION_POLCY", "lru"), Map.of("spandrel.eviction.interval", "soon")))
                .hasMessageContainingAll(
                        "2 problems",
                        "SPANDREL_EVICTION_POLCY names no attribute. Fix: did you mean POLICY?",
                        "interval=\"soon\": must be a duration",
                        "(given by spandrel.eviction.interval)");
    }

    @Test
    void digest_sameSaidOtherwise_isEqual() {
        ConfigurationBuilder one = new ConfigurationBuilder();
        Spandrel.cache(one).draft().set("eviction", "interval", "60s");
        Spandrel.cache(one).draft().set("eviction", "max-count", "10");
        ConfigurationBuilder other = new ConfigurationBuilder();
        Spandrel.cache(other).draft().set("eviction", "max-count", "10");
        Spandrel.cache(other).draft().set("eviction", "policy", "w-tinylfu");
        Spandrel.cache(other).draft().set("eviction", "interval", "1m");

        assertThat(built(one).digest()).isEqualTo(built(other).digest());
        assertThat(built(one).differences(built(other))).isEmpty();
    }

    @Test
    void differences_otherBoundAndElement_areNamed() {
        ConfigurationBuilder one = new ConfigurationBuilder();
        Spandrel.cache(one).eviction().maxCount(10);
        ConfigurationBuilder other = new ConfigurationBuilder();
        Spandrel.cache(other).eviction().maxCount(20);

        assertThat(built(one).digest()).isNotEqualTo(built(other).digest());
        assertThat(built(one).differences(built(other)))
                .containsExactly(new Difference("eviction", "max-count", "10", "20"));
    }

    @Test
    void change_liveAttribute_tellsListenersAndKeepsEqualityAndDigest() {
        GridCacheConfiguration cache = cache(Map.of(), Map.of());
        String digest = cache.digest();
        List<String> heard = new ArrayList<>();
        GridCacheConfiguration.Subscription subscription = cache.onChange("eviction", "max-count", heard::add);

        cache.change("eviction", "max-count", "20");
        subscription.close();
        cache.change("eviction", "max-count", "30");

        assertThat(heard).containsExactly("20");
        assertThat(cache.eviction().maxCount()).hasValue(30);
        assertThat(cache.settings()).contains(new EffectiveSetting("eviction", "max-count", "30", Origin.CHANGED));
        assertThat(cache.digest()).isEqualTo(digest);
        assertThat(cache).isEqualTo(cache(Map.of(), Map.of()));
    }

    @Test
    void change_invalidOrNotLive_isRefusedAndChangesNothing() {
        GridCacheConfiguration cache = cache(Map.of(), Map.of());

        assertThatThrownBy(() -> cache.change("eviction", "max-count", "0")).hasMessageContaining("must be 1 or more");
        assertThatThrownBy(() -> cache.change("eviction", "max-size", "1MB"))
                .hasMessageContaining("cannot stand beside");
        assertThatThrownBy(() -> cache.change("eviction", "policy", "lru"))
                .hasMessageContaining("cannot be changed at run time");
        assertThatThrownBy(() -> cache.change("tombstones", "grace", "1d")).hasMessageContaining("is not in force");
        assertThat(cache.eviction().maxCount()).hasValue(10);
    }

    @Test
    void parse_cacheWithTemplate_inheritsAndOverridesSingleAttributes() {
        ConfigurationBuilderHolder holder = ParsingTest.parse("""
                <local-cache name="child" configuration="base"><grid:eviction max-count="5"/></local-cache>
                <local-cache name="off" configuration="base"><grid:eviction enabled="false"/></local-cache>
                <local-cache-configuration name="base"><grid:eviction policy="lru"/></local-cache-configuration>
                """);

        GridCacheConfiguration child =
                built(holder.getNamedConfigurationBuilders().get("child"));
        assertThat(child.eviction().policy()).isEqualTo("lru");
        assertThat(child.eviction().maxCount()).hasValue(5);
        assertThat(built(holder.getNamedConfigurationBuilders().get("off")).elements())
                .isEmpty();
    }

    @Test
    void parse_cacheThatInheritsTooLittle_isNamed() {
        assertThatThrownBy(() -> ParsingTest.parse("""
                <local-cache-configuration name="base"><grid:eviction policy="lru"/></local-cache-configuration>
                <local-cache name="child" configuration="base"/>
                """))
                .isExactlyInstanceOf(ConfigException.class)
                .hasMessageContaining("a problem:")
                .hasMessageContaining("cache 'child', <grid:eviction> max-count: is required");
    }

    @Test
    void parse_elementTwiceOrMisplaced_isReported() {
        assertThatThrownBy(() -> ParsingTest.parse("""
                <grid:eviction max-count="5"/>
                <local-cache name="a">
                  <grid:eviction max-count="5"/><grid:eviction max-count="6"/><grid:console/><grid:rate-limiter/>
                </local-cache>
                """))
                .hasMessageContainingAll(
                        "4 problems",
                        "<grid:eviction>: has no place in the cache container",
                        "cache 'a', <grid:eviction>: stands here twice",
                        "cache 'a', <grid:console>: has no place in a cache",
                        "cache 'a', <grid:rate-limiter>: has no place in a cache");
    }

    @Test
    void elements_consistency_bringsItsCompanions() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(CacheMode.DIST_SYNC);
        Spandrel.cache(builder).consistency();

        assertThat(built(builder).elements())
                .containsExactly("consistency", "tombstones", "hinted-handoff", "anti-entropy");
    }

    @Test
    void addModule_twice_continuesTheSame() {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.addModule(GridCacheConfigurationBuilder.class).eviction().maxCount(5);
        builder.addModule(GridCacheConfigurationBuilder.class).eviction().policy("lru");

        assertThat(built(builder).eviction().maxCount()).hasValue(5);
        assertThat(built(builder).eviction().policy()).isEqualTo("lru");
    }

    @Test
    void createCache_whileRunning_keepsTheElements() throws Exception {
        try (DefaultCacheManager manager = new DefaultCacheManager(ParsingTest.parse("<grid:grid/>"), true)) {
            ConfigurationBuilder builder = new ConfigurationBuilder();
            Spandrel.cache(builder).eviction().policy("lru").maxCount(5);
            manager.administration().withFlags(AdminFlag.VOLATILE).createCache("c", builder.build());

            assertThat(manager.getCacheConfiguration("c").module(GridCacheConfiguration.class))
                    .isEqualTo(built(builder));
        }
    }

    private static GridCacheConfiguration cache(Map<String, String> environment, Map<String, String> properties) {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        Spandrel.cache(builder).draft().overrides = new Overrides(environment, properties);
        Spandrel.cache(builder).eviction().maxCount(10);
        return built(builder);
    }

    private static GridCacheConfiguration built(ConfigurationBuilder builder) {
        return builder.build().module(GridCacheConfiguration.class);
    }
}
