package io.spandrel.eviction;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * The policies a configuration can name: ours, those found by {@link ServiceLoader}, and classes by their full name.
 */
public final class EvictionPolicies {

    private static final String AUTO = "auto";
    private static final List<String> BUILT_IN = List.of(
            "2q",
            "arc",
            AUTO,
            "cawolfu",
            "clock",
            "clock-pro",
            "fifo",
            "gdsf",
            "lfu",
            "lirs",
            "lru",
            "random",
            "s3-fifo",
            "sieve",
            "ttl",
            "w-tinylfu");

    private EvictionPolicies() {}

    /**
     * The policy called {@code name}.
     *
     * @param loader finds services and classes
     * @throws IllegalArgumentException if there is none; the message lists the known names and the nearest
     */
    public static EvictionPolicyFactory find(String name, ClassLoader loader) {
        EvictionPolicyFactory known = all(loader).get(name);
        if (known != null) {
            return known;
        }
        return name.indexOf('.') > 0 ? ofClass(name, loader) : unknown(name, loader);
    }

    /**
     * The policy called {@code name}, which chooses from {@code candidates} if it is {@code auto}.
     *
     * @param loader finds services and classes
     * @throws IllegalArgumentException if there is none, or {@code auto} cannot choose from one of the candidates
     */
    public static EvictionPolicyFactory find(String name, List<String> candidates, ClassLoader loader) {
        if (!name.equals(AUTO)) {
            return find(name, loader);
        }
        AutoPolicy.check(candidates);
        return new BuiltIn(AUTO, candidates);
    }

    /** All policies by name, in order of their names, without those that can only be named by class. */
    public static Map<String, EvictionPolicyFactory> all(ClassLoader loader) {
        Map<String, EvictionPolicyFactory> factories = new TreeMap<>();
        try {
            ServiceLoader.load(EvictionPolicyFactory.class, loader)
                    .forEach(factory -> factories.putIfAbsent(factory.name(), factory));
        } catch (ServiceConfigurationError e) {
            throw new IllegalArgumentException("eviction policies cannot be loaded: " + e.getMessage(), e);
        }
        for (String name : BUILT_IN) {
            factories.put(name, new BuiltIn(name, AutoPolicy.DEFAULT_CANDIDATES));
        }
        return factories;
    }

    private static EvictionPolicyFactory ofClass(String name, ClassLoader loader) {
        try {
            Object instance =
                    Class.forName(name, true, loader).getDeclaredConstructor().newInstance();
            if (instance instanceof EvictionPolicyFactory factory) {
                return factory;
            }
        } catch (ClassNotFoundException e) {
            return unknown(name, loader);
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalArgumentException(
                    "eviction.policy: " + name + " needs a public constructor without arguments", e);
        }
        throw new IllegalArgumentException(
                "eviction.policy: " + name + " must implement " + EvictionPolicyFactory.class.getName());
    }

    private static EvictionPolicyFactory unknown(String name, ClassLoader loader) {
        Map<String, EvictionPolicyFactory> known = all(loader);
        String nearest = known.keySet().stream()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
                .orElseThrow();
        throw new IllegalArgumentException("eviction.policy must be one of " + String.join(", ", known.keySet())
                + " or the name of a class on the class path, was " + name + "; nearest: " + nearest);
    }

    /** Edits (insert, delete, replace a character) between two names. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }

    /** One of ours; {@code candidates} concern {@code auto} alone. */
    private record BuiltIn(String name, List<String> candidates) implements EvictionPolicyFactory {

        @Override
        public EvictionPolicy<?> create(PolicySettings settings) {
            return switch (name) {
                case "2q" -> new TwoQueuePolicy(settings);
                case "arc" -> new ArcPolicy(settings);
                case AUTO -> new AutoPolicy(settings, candidates);
                case "cawolfu" -> new CawolfuPolicy();
                case "clock" -> new ClockPolicy();
                case "clock-pro" -> new ClockProPolicy(settings);
                case "fifo" -> new FifoPolicy();
                case "gdsf" -> new GdsfPolicy(settings);
                case "lfu" -> new LfuPolicy();
                case "lirs" -> new LirsPolicy(settings);
                case "lru" -> new LruPolicy();
                case "random" -> new RandomPolicy(settings);
                case "s3-fifo" -> new S3FifoPolicy(settings);
                case "sieve" -> new SievePolicy();
                case "ttl" -> new TtlPolicy(settings);
                case "w-tinylfu" -> new WindowTinyLfuPolicy(settings);
                default -> throw new IllegalStateException("No policy " + name);
            };
        }
    }
}
