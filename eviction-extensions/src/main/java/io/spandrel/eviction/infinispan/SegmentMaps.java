package io.spandrel.eviction.infinispan;

import java.util.function.Supplier;
import org.infinispan.container.impl.PeekableTouchableMap;
import org.jspecify.annotations.Nullable;

/**
 * Makes the maps of a segmented container, and knows which segment each is for. Infinispan does not say: it asks for the
 * maps of all segments in their order when the container starts, and later for those of single segments, announced by
 * {@link #next}. Not thread-safe.
 */
public final class SegmentMaps<K, V> implements Supplier<PeekableTouchableMap<K, V>> {

    private final Supplier<PeekableTouchableMap<K, V>> plain;
    private KeyListener.@Nullable Factory listeners;
    private int next;

    /**
     * @param plain makes one segment's map
     */
    public SegmentMaps(Supplier<PeekableTouchableMap<K, V>> plain) {
        this.plain = plain;
    }

    /** From now on every map has a listener. */
    public void watch(KeyListener.Factory factory) {
        listeners = factory;
    }

    /** The next map is for {@code segment}, unless it is told otherwise before. */
    public void next(int segment) {
        next = segment;
    }

    @Override
    public PeekableTouchableMap<K, V> get() {
        return watched(plain.get(), next++);
    }

    PeekableTouchableMap<K, V> watched(PeekableTouchableMap<K, V> map, int segment) {
        return listeners == null ? map : new WatchedMap<>(map, listeners.apply(segment));
    }
}
