package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.junit.jupiter.api.Test;

final class ParsingTest {

    @Test
    void parse_elementsAtBothLevels_areRead() {
        ConfigurationBuilderHolder holder = parse("""
                <grid:grid node-name="shop-1"><grid:console port="0"/></grid:grid>
                <local-cache name="sessions"><grid:eviction policy="s3-fifo" max-count="100000"/></local-cache>
                """);

        GridContainerConfiguration container =
                holder.getGlobalConfigurationBuilder().build().module(GridContainerConfiguration.class);
        assertThat(container.grid().nodeName()).contains("shop-1");
        assertThat(container.console().port()).isZero();
        GridCacheConfiguration cache =
                holder.getNamedConfigurationBuilders().get("sessions").build().module(GridCacheConfiguration.class);
        assertThat(cache.eviction().policy()).isEqualTo("s3-fifo");
        assertThat(cache.eviction().maxCount()).hasValue(100_000);
        assertThat(cache.elements()).containsExactly("eviction");
    }

    @Test
    void parse_fiveMistakes_areReportedTogetherWithTheirFixes() {
        assertThatThrownBy(() -> parse("""
                <grid:grid><grid:console bind-address="0.0.0.0" port="http"/></grid:grid>
                <local-cache name="a"><grid:eviction polcy="lru"/></local-cache>
                <local-cache name="b"><grid:eviction max-count="many"/></local-cache>
                <local-cache name="c"><grid:read-through><grid:circuit-braker/></grid:read-through></local-cache>
                """))
                .isExactlyInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "8 problems",
                        "1. cache 'a', <grid:eviction> polcy=\"lru\": is not known. Fix: did you mean policy?",
                        "cache 'c', <grid:circuit-braker>: has no place in <grid:read-through>. Fix: did you mean circuit-breaker?",
                        "<grid:console> port=\"http\": must be a whole number",
                        "<grid:console> bind-address=\"0.0.0.0\": is not loopback and needs TLS",
                        "<grid:console> bind-address=\"0.0.0.0\": is not loopback and needs users",
                        "8. ");
    }

    @Test
    void parse_misspeltElementAfterAKnownOne_namesTheNearest() {
        assertThatThrownBy(() -> parse("""
                <grid:grid/>
                <grid:consol/>
                <local-cache name="a"><grid:evictoin max-count="1"/><memory max-count="7"/></local-cache>
                """))
                .isExactlyInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "2 problems",
                        "<grid:consol>: has no place in the cache container",
                        "cache 'a', <grid:evictoin>: has no place in a cache. Fix: did you mean eviction?");
    }

    /* As an administrator sends it, who gives the name beside it. */
    @Test
    void parse_cacheAloneWithoutAName_isReadAndJudged() {
        String text = """
                <local-cache xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <grid:eviction max-count="%s"/>
                </local-cache>
                """;

        assertThat(new ParserRegistry()
                        .parse(text.formatted("7"))
                        .getNamedConfigurationBuilders()
                        .get(null)
                        .build()
                        .module(GridCacheConfiguration.class)
                        .eviction()
                        .maxCount())
                .hasValue(7);
        assertThatThrownBy(() -> new ParserRegistry().parse(text.formatted("0")))
                .isExactlyInstanceOf(ConfigException.class)
                .hasMessageContaining("1. <grid:eviction> max-count=\"0\"");
    }

    static ConfigurationBuilderHolder parse(String elements) {
        return new ParserRegistry().parse("""
                <infinispan xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <cache-container name="shop">
                    %s
                  </cache-container>
                </infinispan>
                """.formatted(elements));
    }
}
