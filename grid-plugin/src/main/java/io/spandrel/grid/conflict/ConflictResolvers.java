package io.spandrel.grid.conflict;

import io.spandrel.grid.spi.ConflictResolver;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The resolvers a configuration can name: ours, those found by {@link ServiceLoader}, and classes by their full name. */
public final class ConflictResolvers {

    /** The newest value stays, and nobody is asked. */
    public static final String NEWEST = "newest";

    static final String LARGEST = "largest";

    private ConflictResolvers() {}

    /**
     * The resolver called {@code name}.
     *
     * @param loader finds services and classes
     * @return null: {@link #NEWEST}
     * @throws IllegalArgumentException if there is none; the message lists the known names
     */
    public static @Nullable ConflictResolver find(String name, ClassLoader loader) {
        if (name.equals(NEWEST)) {
            return null;
        }
        if (name.equals(LARGEST)) {
            return new LargestValue();
        }
        Map<String, ConflictResolver> services = services(loader);
        ConflictResolver known = services.get(name);
        return known != null ? known : ofClass(name, loader, services.keySet());
    }

    private static Map<String, ConflictResolver> services(ClassLoader loader) {
        Map<String, ConflictResolver> services = new TreeMap<>();
        try {
            ServiceLoader.load(ConflictResolver.class, loader)
                    .forEach(resolver -> services.putIfAbsent(resolver.name(), resolver));
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("conflict resolvers cannot be loaded: " + e.getMessage(), e);
        }
        return services;
    }

    private static ConflictResolver ofClass(String name, ClassLoader loader, Set<String> services) {
        try {
            Object instance =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            if (instance instanceof ConflictResolver resolver) {
                return resolver;
            }
        } catch (ClassNotFoundException e) {
            Set<String> known = new TreeSet<>(services);
            known.add(NEWEST);
            known.add(LARGEST);
            throw new IllegalArgumentException("consistency.conflict-resolver must be one of "
                    + String.join(", ", known) + " or the name of a class on the class path, was " + name);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(
                    "consistency.conflict-resolver: " + name + " needs a public constructor without arguments", e);
        }
        throw new IllegalArgumentException(
                "consistency.conflict-resolver: " + name + " must implement " + ConflictResolver.class.getName());
    }
}
