package io.spandrel.grid.consistency;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the keys about which owners do not agree, from what each of them holds. Not thread-safe.
 *
 * @param <K> a key
 */
public final class OwnersComparison<K> {

    private final Map<K, Heard> keys = new HashMap<>();
    private int owners;

    /** Adds what one owner holds: values and deletes, also those that nobody else has. */
    public void add(Map<K, Digest> held) {
        owners++;
        held.forEach((key, digest) ->
                keys.computeIfAbsent(key, first -> new Heard(digest)).add(digest));
    }

    /** The keys that not all owners hold in the same version, in no order. */
    public List<K> differing() {
        return keys.entrySet().stream()
                .filter(key -> key.getValue().differs(owners))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What was heard of a key. */
    private static final class Heard {

        private final Digest first;
        private int same;

        Heard(Digest first) {
            this.first = first;
        }

        void add(Digest digest) {
            same += digest.version() == first.version() && digest.live() == first.live() ? 1 : 0;
        }

        boolean differs(int owners) {
            return same < owners;
        }
    }
}
