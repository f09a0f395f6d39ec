package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.infinispan.commons.configuration.io.ConfigurationWriter;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.configuration.parsing.ConfigurationBuilderHolder;
import org.infinispan.configuration.parsing.ParserRegistry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything the language can say, with random valid values, survives being written and read. */
final class RoundTripTest {

    private static final ParserRegistry PARSERS = new ParserRegistry();
    private static final List<String> UNITS = List.of("ms", "s", "m", "h");

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/json", "application/yaml"})
    void writeAndRead_everyAttribute_saysTheSame(String format) {
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            assertSurvives(draft -> fill(draft, random), format, "seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/json", "application/yaml"})
    void writeAndRead_everyWordOfEveryChoice_saysTheSame(String format) {
        int words = 0;
        for (Draft all : List.of(cacheDraft(), containerDraft())) {
            for (ElementSpec element : all.elements) {
                for (AttributeSpec choice : element.attributes()) {
                    for (String word : words(choice)) {
                        assertSurvives(
                                draft -> {
                                    fill(draft, new Random(1));
                                    if (draft.elements.contains(element)) {
                                        draft.set(element.name(), choice.name(), word);
                                    }
                                },
                                format,
                                element.name() + " " + choice.name() + "=" + word);
                        words++;
                    }
                }
            }
        }
        assertThat(words).isGreaterThan(15);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/xml", "application/json", "application/yaml"})
    void writeAndRead_elementTurnedOff_staysOff(String format) {
        for (ElementSpec element : cacheDraft().elements) {
            ConfigurationBuilder builder = new ConfigurationBuilder();
            builder.clustering().cacheMode(CacheMode.DIST_SYNC);
            builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM_TYPE);
            Draft draft = Spandrel.cache(builder).draft();
            ElementSpec on = draft.element(
                    element.parent() != null
                            ? element.parent()
                            : element.name().equals("eviction") ? "negative-lookup" : "eviction");
            fill(draft, new Random(1), List.of(on, element));
            draft.set(element.name(), "enabled", "false");
            Configuration cache = builder.build();

            String text = write(new GlobalConfigurationBuilder().build(), cache, format);

            GridCacheConfiguration read = read(text, format)
                    .getNamedConfigurationBuilders()
                    .get("c")
                    .build()
                    .module(GridCacheConfiguration.class);
            assertThat(text).containsPattern("enabled\\W+false");
            assertThat(read.elements()).as(element.name()).containsExactly(on.name());
            assertThat(read).as(element.name()).isEqualTo(cache.module(GridCacheConfiguration.class));
        }
    }

    private static Draft cacheDraft() {
        return Spandrel.cache(new ConfigurationBuilder()).draft();
    }

    private static Draft containerDraft() {
        return Spandrel.container(new GlobalConfigurationBuilder()).draft();
    }

    /** The words an attribute that is a choice may have; none if it is not. */
    private static List<String> words(AttributeSpec attribute) {
        Object[] constants = attribute.holder().getEnumConstants();
        return constants == null
                ? List.of()
                : Arrays.stream(constants).map(ValueType::word).toList();
    }

    private static void assertSurvives(Consumer<Draft> settings, String format, String what) {
        ConfigurationBuilder builder = new ConfigurationBuilder();
        builder.clustering().cacheMode(CacheMode.DIST_SYNC);
        builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM_TYPE);
        settings.accept(Spandrel.cache(builder).draft());
        GlobalConfigurationBuilder global = new GlobalConfigurationBuilder();
        settings.accept(Spandrel.container(global).draft());
        Configuration cache = builder.build();
        GlobalConfiguration container = global.build();

        ConfigurationBuilderHolder read = read(write(container, cache, format), format);

        assertThat(read.getNamedConfigurationBuilders().get("c").build().module(GridCacheConfiguration.class))
                .as(what)
                .isEqualTo(cache.module(GridCacheConfiguration.class))
                .extracting(GridCacheConfiguration::digest)
                .isEqualTo(cache.module(GridCacheConfiguration.class).digest());
        assertThat(read.getGlobalConfigurationBuilder().build().module(GridContainerConfiguration.class))
                .as(what)
                .isEqualTo(container.module(GridContainerConfiguration.class));
    }

    private static void fill(Draft draft, Random random) {
        fill(draft, random, draft.elements);
    }

    private static void fill(Draft draft, Random random, Iterable<ElementSpec> elements) {
        boolean second = random.nextBoolean();
        for (ElementSpec element : elements) {
            for (AttributeSpec attribute : element.attributes()) {
                boolean left = attribute.instead() != null
                        && second == attribute.name().matches("max-count|users");
                if (!left
                        && !(second
                                && attribute.name().equals("groups")
                                && element.name().equals("console"))) {
                    draft.set(element.name(), attribute.name(), value(attribute, random));
                }
            }
        }
    }

    private static String value(AttributeSpec attribute, Random random) {
        int number = 1 + random.nextInt(999);
        if (attribute.name().equals("bind-address")) {
            return "127.0.0." + random.nextInt(256);
        }
        if (attribute.name().matches("grace|session-max")) {
            return 1000 + number + "d";
        }
        return switch (attribute.type().name()) {
            case "boolean" -> attribute.equals(AttributeSpec.ENABLED) ? "true" : Boolean.toString(random.nextBoolean());
            case "count" -> Integer.toString(number);
            case "size" -> number + List.of("B", "KB", "MB", "GB").get(random.nextInt(4));
            case "rate" -> "0." + number;
            case "duration" -> number + UNITS.get(random.nextInt(UNITS.size()));
            case "words" -> "lru,w" + number;
            /* Infinispan's YAML cannot carry quotes. */
            case "text" -> "<t & " + number + ">";
            default -> attribute.or() == null ? "" : attribute.or();
        };
    }

    private static String write(GlobalConfiguration container, Configuration cache, String format) {
        StringWriter text = new StringWriter();
        try (ConfigurationWriter writer = ConfigurationWriter.to(text)
                .withType(MediaType.fromString(format))
                .clearTextSecrets(true)
                .build()) {
            PARSERS.serialize(writer, container, Map.of("c", cache));
        }
        return text.toString();
    }

    private static ConfigurationBuilderHolder read(String text, String format) {
        return PARSERS.parse(text, MediaType.fromString(format));
    }
}
