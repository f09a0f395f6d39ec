package io.spandrel.configuration;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table: every element and attribute of the language, read from the records that declare them. */
final class Language {

    static final String NAMESPACE = "urn:spandrel:config:grid:1.0";
    static final String PREFIX = "grid";

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");

    /* A parent stands before its children; serializer, documentation and reports keep this order. */
    static final List<ElementSpec> CONTAINER = Stream.of(
                    GridConfiguration.class,
                    ConsoleConfiguration.class,
                    TelemetryConfiguration.class,
                    RespConfiguration.class)
            .map(ElementSpec::of)
            .toList();

    static final List<ElementSpec> CACHE = Stream.of(
                    EvictionConfiguration.class,
                    NegativeLookupConfiguration.class,
                    ConsistencyConfiguration.class,
                    TombstonesConfiguration.class,
                    HintedHandoffConfiguration.class,
                    AntiEntropyConfiguration.class,
                    NearCacheConfiguration.class,
                    ReadThroughConfiguration.class,
                    CircuitBreakerConfiguration.class,
                    RateLimiterConfiguration.class,
                    WarmUpConfiguration.class)
            .map(ElementSpec::of)
            .toList();

    private Language() {}

    static Optional<ElementSpec> find(List<ElementSpec> elements, String name) {
        return elements.stream().filter(e -> e.name().equals(name)).findFirst();
    }

    /** The elements that may stand in the parent, or with null at the top. */
    static List<ElementSpec> children(List<ElementSpec> elements, @Nullable String parent) {
        return elements.stream().filter(e -> Objects.equals(e.parent(), parent)).toList();
    }

    /** {@code maxEvictionsPerCycle} as {@code max-evictions-per-cycle}. */
    static String kebab(String camel) {
        return HUMP.matcher(camel).replaceAll("-").toLowerCase(Locale.ROOT);
    }
}
