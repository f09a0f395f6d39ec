package io.spandrel.console.security;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets the entry not looked at for longest when it would grow beyond its bound. Not thread-safe. */
final class BoundedMap<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int sizeMax;

    BoundedMap(int sizeMax) {
        super(16, 0.75f, true);
        this.sizeMax = sizeMax;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > sizeMax;
    }
}
