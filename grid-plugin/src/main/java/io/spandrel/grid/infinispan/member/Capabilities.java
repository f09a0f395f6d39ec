package io.spandrel.grid.infinispan.member;

import io.spandrel.configuration.ConfigException;
import io.spandrel.configuration.EffectiveSetting;
import io.spandrel.configuration.GridCacheConfiguration;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.Problem;
import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.GridCapability;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.infinispan.commons.CacheConfigurationException;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.jspecify.annotations.Nullable;

/** The capabilities on the class path, by the elements that turn them on. Immutable. */
public final class Capabilities {

    /** What this module does itself. */
    private static final String OWN_ELEMENT = "grid";

    private final Map<String, CacheCapability> ofCaches;
    private final Map<String, GridCapability> ofMember;

    Capabilities(Collection<CacheCapability> ofCaches, Collection<GridCapability> ofMember) {
        this.ofCaches = byElement(ofCaches, CacheCapability::element);
        this.ofMember = byElement(ofMember, GridCapability::element);
    }

    /**
     * @throws CacheConfigurationException if a capability cannot be loaded, or two share an element
     */
    static Capabilities load(ClassLoader loader) {
        try {
            return new Capabilities(instances(CacheCapability.class, loader), instances(GridCapability.class, loader));
        } catch (ServiceConfigurationError e) {
            throw new CacheConfigurationException("A capability cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Those a cache asks for, in the order of their elements. */
    List<CacheCapability> of(Configuration cache) {
        return ofCaches.values().stream()
                .filter(capability -> capability.isOn(cache))
                .toList();
    }

    /** Those a member asks for, in the order of their elements. */
    List<GridCapability> of(GlobalConfiguration container) {
        return ofMember.values().stream()
                .filter(capability -> capability.isOn(container))
                .toList();
    }

    /** The elements of a cache that no capability answers for, and the attributes that none honours. */
    public List<Problem> missing(@Nullable String cacheName, Configuration cache) {
        GridCacheConfiguration grid = cache.module(GridCacheConfiguration.class);
        return grid == null
                ? List.of()
                : missing(cacheName, grid.elements(), grid.settings(), fixed(ofCaches, CacheCapability::fixed));
    }

    /** The elements of the container that no capability answers for, and the attributes that none honours. */
    public List<Problem> missing(GlobalConfiguration container) {
        GridContainerConfiguration grid = container.module(GridContainerConfiguration.class);
        return grid == null
                ? List.of()
                : missing(null, grid.elements(), grid.settings(), fixed(ofMember, GridCapability::fixed));
    }

    /**
     * @throws ConfigException if there is a problem
     */
    static void refuse(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    private static List<Problem> missing(
            @Nullable String cacheName,
            List<String> elements,
            List<EffectiveSetting> settings,
            Map<String, Map<String, String>> fixed) {
        Stream<Problem> absent = elements.stream()
                .filter(element -> !element.equals(OWN_ELEMENT) && !fixed.containsKey(element))
                .map(element -> new Problem(
                        cacheName,
                        element,
                        null,
                        null,
                        "is not available in this version",
                        "remove the element, set enabled=\"false\", or add the jar that brings it"));
        Stream<Problem> unhonoured = settings.stream().flatMap(setting -> {
            String only = fixed.getOrDefault(setting.element(), Map.of()).get(setting.attribute());
            return only == null || only.equals(setting.value())
                    ? Stream.empty()
                    : Stream.of(new Problem(
                            cacheName,
                            setting.element(),
                            setting.attribute(),
                            setting.value(),
                            "is not available in this version",
                            "remove the attribute, or set it to " + only));
        });
        return Stream.concat(absent, unhonoured).toList();
    }

    /** What each capability does not honour yet, by its element. */
    private static <T> Map<String, Map<String, String>> fixed(
            Map<String, T> capabilities, Function<T, Map<String, String>> fixed) {
        Map<String, Map<String, String>> byElement = new TreeMap<>();
        capabilities.forEach((element, capability) -> byElement.put(element, fixed.apply(capability)));
        return byElement;
    }

    private static <T> List<T> instances(Class<T> type, ClassLoader loader) {
        List<T> instances = new ArrayList<>();
        ServiceLoader.load(type, loader).forEach(instances::add);
        return instances;
    }

    private static <T> Map<String, T> byElement(Collection<T> capabilities, Function<T, String> element) {
        Map<String, T> byElement = new TreeMap<>();
        for (T capability : capabilities) {
            T other = byElement.putIfAbsent(element.apply(capability), capability);
            if (other != null) {
                throw new CacheConfigurationException("Two capabilities claim <grid:" + element.apply(capability)
                        + ">: " + other.getClass().getName() + " and "
                        + capability.getClass().getName());
            }
        }
        return byElement;
    }
}
