package io.spandrel.configuration;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.infinispan.commons.configuration.BuiltBy;
import org.infinispan.configuration.serializing.SerializedWith;
import org.jspecify.annotations.Nullable;

/**
 * The {@code grid:} elements of a cache: an Infinispan module configuration. An accessor answers null for an element
 * that is absent or off.
 *
 * <p>Immutable but for the live attributes, which {@link #change} sets; thread-safe.
 */
@BuiltBy(GridCacheConfigurationBuilder.class)
@SerializedWith(GridCacheSerializer.class)
public final class GridCacheConfiguration {

    /*
     * Equality, digest and serialization are about what was configured: a bound changed at run time must not make the
     * cache differ from the file it was defined by, nor keep a member that starts from that file out of the cluster.
     */
    private final Draft.Source source;
    private final CacheFacts facts;
    private final Reading configured;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private Written changed = new Written();
    private volatile Reading current;

    GridCacheConfiguration(Draft.Source source, CacheFacts facts) {
        this.source = source;
        this.facts = facts;
        this.configured = source.reading(changed);
        this.current = configured;
    }

    public @Nullable EvictionConfiguration eviction() {
        return element(EvictionConfiguration.class);
    }

    public @Nullable NegativeLookupConfiguration negativeLookup() {
        return element(NegativeLookupConfiguration.class);
    }

    public @Nullable ConsistencyConfiguration consistency() {
        return element(ConsistencyConfiguration.class);
    }

    public @Nullable TombstonesConfiguration tombstones() {
        return element(TombstonesConfiguration.class);
    }

    public @Nullable HintedHandoffConfiguration hintedHandoff() {
        return element(HintedHandoffConfiguration.class);
    }

    public @Nullable AntiEntropyConfiguration antiEntropy() {
        return element(AntiEntropyConfiguration.class);
    }

    public @Nullable NearCacheConfiguration nearCache() {
        return element(NearCacheConfiguration.class);
    }

    public @Nullable ReadThroughConfiguration readThrough() {
        return element(ReadThroughConfiguration.class);
    }

    public @Nullable CircuitBreakerConfiguration circuitBreaker() {
        return element(CircuitBreakerConfiguration.class);
    }

    public @Nullable RateLimiterConfiguration rateLimiter() {
        return element(RateLimiterConfiguration.class);
    }

    public @Nullable WarmUpConfiguration warmUp() {
        return element(WarmUpConfiguration.class);
    }

    /** The names of the elements in force, those that {@code consistency} brings along included. */
    public List<String> elements() {
        return current.elements();
    }

    /** Every attribute of the elements in force, with its origin. */
    public List<EffectiveSetting> settings() {
        return current.settings();
    }

    /**
     * The configured values that all members must agree on, as {@code element.attribute} and canonical text; a member
     * sends them to another so that {@link #differences(Map)} can name what differs.
     */
    public NavigableMap<String, String> agreed() {
        return configured.agreed();
    }

    /** A short text that is equal on two members if, and only if, they agree. Does not change at run time. */
    public String digest() {
        return Digest.of(agreed());
    }

    /** In what another member's cache differs from this. */
    public List<Difference> differences(GridCacheConfiguration theirs) {
        return differences(theirs.agreed());
    }

    /** In what another member's {@link #agreed()} values differ from these. */
    public List<Difference> differences(Map<String, String> theirs) {
        Map<String, String> ours = agreed();
        TreeSet<String> names = new TreeSet<>(ours.keySet());
        names.addAll(theirs.keySet());
        List<Difference> differences = new ArrayList<>();
        for (String name : names) {
            String our = ours.getOrDefault(name, Difference.ABSENT);
            String their = theirs.getOrDefault(name, Difference.ABSENT);
            if (!our.equals(their)) {
                int dot = name.indexOf('.');
                differences.add(new Difference(name.substring(0, dot), name.substring(dot + 1), our, their));
            }
        }
        return differences;
    }

    /**
     * Changes a live attribute and tells its listeners, in this thread.
     *
     * @param text the new value as it would be written
     * @throws ConfigException if the attribute is not live or the value breaks a rule; nothing is changed then
     */
    public synchronized void change(String element, String attribute, String text) {
        AttributeSpec live = live(element, attribute, text);
        Written next = withChange(element, live, text);
        Reading reading = accepted(next);
        changed = next;
        current = reading;
        String canonical = live.canonical(text);
        listeners.stream()
                .filter(listener -> listener.element.equals(element) && listener.attribute.equals(attribute))
                .forEach(listener -> listener.action.accept(canonical));
    }

    /**
     * Does what {@link #change} does before it changes anything.
     *
     * @return what eviction would be; null: there is none
     * @throws ConfigException if the attribute is not live or the value breaks a rule
     */
    public synchronized @Nullable EvictionConfiguration checkChange(String element, String attribute, String text) {
        return accepted(withChange(element, live(element, attribute, text), text))
                .record(EvictionConfiguration.class);
    }

    private Written withChange(String element, AttributeSpec live, String text) {
        Written next = new Written(changed);
        next.put(spec(element), live, text);
        return next;
    }

    private Reading accepted(Written next) {
        Reading reading = source.reading(next);
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(Constraints.check(CacheElements.of(reading, facts), reading));
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        return reading;
    }

    /**
     * Calls the action with the canonical text whenever the live attribute was changed.
     *
     * @return ends it when closed
     */
    public Subscription onChange(String element, String attribute, Consumer<String> action) {
        live(element, attribute, null);
        Listener listener = new Listener(element, attribute, action);
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    Draft.Source source() {
        return source;
    }

    private AttributeSpec live(String element, String attribute, @Nullable String text) {
        if (!current.elements().contains(element)) {
            throw refusal(element, attribute, text, "is not in force", Nearest.advice(element, elements(), "element"));
        }
        List<String> live = spec(element).attributes().stream()
                .filter(AttributeSpec::live)
                .map(AttributeSpec::name)
                .toList();
        return spec(element)
                .attribute(attribute)
                .filter(AttributeSpec::live)
                .orElseThrow(() -> refusal(
                        element,
                        attribute,
                        text,
                        "cannot be changed at run time",
                        Nearest.advice(attribute, live, "live attribute")));
    }

    private static ConfigException refusal(
            String element, String attribute, @Nullable String text, String rule, String fix) {
        return new ConfigException(List.of(new Problem(null, element, attribute, text, rule, fix)));
    }

    private ElementSpec spec(String element) {
        return Language.find(source.elements(), element)
                .orElseThrow(() -> new IllegalStateException("No element " + element + " in " + this));
    }

    private <T extends Record> @Nullable T element(Class<T> type) {
        return current.record(type);
    }

    /** Equal is what was written alike, whatever the environment adds and run time changes. */
    @Override
    public boolean equals(Object other) {
        return other instanceof GridCacheConfiguration that && source.written().equals(that.source.written());
    }

    @Override
    public int hashCode() {
        return source.written().hashCode();
    }

    @Override
    public String toString() {
        return "grid" + settings();
    }

    /** Ends the calls of an action; closing twice is harmless. */
    public interface Subscription extends AutoCloseable {
        @Override
        void close();
    }

    private record Listener(String element, String attribute, Consumer<String> action) {}
}
