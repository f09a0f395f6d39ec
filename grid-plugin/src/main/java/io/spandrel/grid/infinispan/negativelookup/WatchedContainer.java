package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.eviction.infinispan.KeyListener;
import io.spandrel.eviction.infinispan.SegmentMaps;
import io.spandrel.eviction.infinispan.WatchedMap;
import java.util.concurrent.CompletionStage;
import org.infinispan.commons.util.IntSet;
import org.infinispan.commons.util.IntSets;
import org.infinispan.container.impl.DefaultSegmentedDataContainer;
import org.infinispan.container.impl.PeekableTouchableContainerMap;

/** Infinispan's segmented container, with a listener that hears of the keys of each segment. */
final class WatchedContainer<K, V> extends DefaultSegmentedDataContainer<K, V> {

    private final SegmentMaps<K, V> segmentMaps;

    WatchedContainer(int segments, KeyListener.Factory listeners) {
        this(segments, new SegmentMaps<>(PeekableTouchableContainerMap::new));
        segmentMaps.watch(listeners);
    }

    private WatchedContainer(int segments, SegmentMaps<K, V> segmentMaps) {
        super(segmentMaps, segments);
        this.segmentMaps = segmentMaps;
    }

    @Override
    public void start() {
        segmentMaps.next(0);
        super.start();
    }

    @Override
    public synchronized void addSegments(IntSet segments) {
        segments.forEach((int segment) -> {
            segmentMaps.next(segment);
            super.addSegments(IntSets.immutableSet(segment));
        });
    }

    @Override
    public CompletionStage<Void> evict(int segment, K key) {
        return maps.get(segment) instanceof WatchedMap<K, V> watched
                ? watched.evict(key, () -> super.evict(segment, key))
                : super.evict(segment, key);
    }
}
