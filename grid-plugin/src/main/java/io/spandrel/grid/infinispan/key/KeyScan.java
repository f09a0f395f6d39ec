package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.KeyText;
import io.spandrel.grid.infinispan.key.KeysCommand.FoundKey;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.ReadableText;
import io.spandrel.grid.infinispan.member.SentText;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.util.IntSets;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.container.impl.InternalDataContainer;

/** Looks through the keys that this member holds in memory, one segment after the other. Used by one thread. */
final class KeyScan {

    /*
     * A segment's entries come in no order that would last. Each pass over a segment therefore keeps the keys with the
     * lowest hashes above where the page begins, never more than the page takes, and so each page costs one pass over every
     * segment it touches, and memory for itself alone. Keys with the same hash stay together: a page ends behind the last
     * of them, and is a little longer where need be.
     *
     * A cache outside a cluster is one segment here: its container has no others, or goes through all entries for each.
     */

    private static final int EXAMINED_MAX = 50_000;

    /** Characters of a key that are shown, and searched. */
    static final int KEY_LENGTH_MAX = 512;

    private final CacheSide side;
    private final int examinedMax;
    private final CacheKeys keys;
    private final ReadableText readable;
    private final MediaType type;
    private final List<FoundKey> found = new ArrayList<>();
    private long examined;

    KeyScan(CacheSide side) {
        this(side, EXAMINED_MAX);
    }

    /** @param examinedMax keys looked at before the scan ends, at the end of a segment, though its page is not full */
    KeyScan(CacheSide side, int examinedMax) {
        this.side = side;
        this.examinedMax = examinedMax;
        this.keys = new CacheKeys(side);
        this.readable = keys.readable();
        this.type = keys.type();
    }

    KeysCommand.Reply run(KeysCommand command) {
        KeyPosition reached = KeyPosition.END;
        KeyQuery.Match match = KeyQuery.Match.valueOf(command.match);
        for (int segment : command.segments.stream().sorted().toList()) {
            if (KeyPosition.endOf(segment).compareTo(command.after()) <= 0) {
                continue;
            }
            if (examined >= examinedMax) {
                reached = KeyPosition.endOf(segment - 1);
                break;
            }
            boolean all = scan(segment, command, match);
            if (found.size() >= command.limit) {
                reached = all
                        ? KeyPosition.endOf(segment)
                        : found.get(found.size() - 1).position();
                break;
            }
        }
        return new KeysCommand.Reply(found, examined, reached.segment(), reached.hash());
    }

    /** Whether every key of the segment that was wanted has been taken. */
    private boolean scan(int segment, KeysCommand command, KeyQuery.Match match) {
        int wanted = command.limit - found.size();
        Lowest lowest = new Lowest(wanted);
        each(segment, (position, entry) -> {
            if (position.compareTo(command.after()) <= 0 || lowest.refuses(position.hash())) {
                return;
            }
            KeyText key = readable.of(entry.getKey(), type, KEY_LENGTH_MAX);
            if (match.matches(key.text(), command.text)) {
                lowest.add(new FoundKey(segment, position.hash(), SentText.of(key), HeldEntry.of(entry)));
            }
        });
        lowest.moveTo(found);
        return !lowest.full;
    }

    /** The keys at a position, as they are stored. */
    List<Object> at(KeyPosition wanted) {
        List<Object> matching = new ArrayList<>(1);
        each(wanted.segment(), (position, entry) -> {
            if (position.equals(wanted)) {
                matching.add(entry.getKey());
            }
        });
        return matching;
    }

    @SuppressWarnings("unchecked")
    private void each(int segment, BiConsumer<KeyPosition, InternalCacheEntry<Object, Object>> action) {
        InternalDataContainer<Object, Object> container = side.component(InternalDataContainer.class);
        Iterator<InternalCacheEntry<Object, Object>> entries =
                side.topology() == null ? container.iterator() : container.iterator(IntSets.immutableSet(segment));
        while (entries.hasNext()) {
            InternalCacheEntry<Object, Object> entry = entries.next();
            examined++;
            action.accept(keys.position(entry.getKey()), entry);
        }
    }

    /** The keys with the lowest hashes. */
    private static final class Lowest {

        private final int wanted;
        private final TreeMap<Long, List<FoundKey>> byHash = new TreeMap<>(Long::compareUnsigned);
        private int size;
        private boolean full;

        Lowest(int wanted) {
            this.wanted = wanted;
        }

        boolean refuses(long hash) {
            return full && Long.compareUnsigned(hash, byHash.lastKey()) > 0;
        }

        void add(FoundKey key) {
            byHash.computeIfAbsent(key.hash(), hash -> new ArrayList<>(1)).add(key);
            size++;
            while (size - byHash.lastEntry().getValue().size() >= wanted) {
                size -= byHash.pollLastEntry().getValue().size();
                full = true;
            }
        }

        void moveTo(List<FoundKey> found) {
            byHash.values().forEach(found::addAll);
        }
    }
}
