package io.spandrel.it.faults.member;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import org.infinispan.AdvancedCache;
import org.infinispan.Cache;
import org.infinispan.commons.CacheException;
import org.infinispan.conflict.ConflictManagerFactory;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.context.Flag;
import org.infinispan.distribution.LocalizedCacheTopology;
import org.jspecify.annotations.Nullable;

/**
 * What a member can be told to do with its cache. Keys and values hold neither blanks nor tabs.
 *
 * <pre>
 * get KEY · put KEY VALUE SECONDS · remove KEY · replace KEY OLD NEW · increment KEY
 * keys FILE       lines of key, tab, value; preload, reads and copies go by them
 * preload         writes the values of the file
 * reads           what get answers for each key, tabs between; {@link #NONE} for null, {@link #FAILED} for no answer
 * copies          what this member keeps of each key it owns: value@version@deadline or {@link #NONE}; empty if it owns it not
 * status          topology id, members of the cache, members of the view, whether settled, availability
 * forget COUNT    drops the copies of so many keys of which this member is the primary, here alone
 * repair          compares all copies and settles conflicts
 * clock SECONDS   sets this member's wall clock so far ahead of the machine's
 * expire          removes what has expired, as Infinispan does every minute
 * </pre>
 *
 * Thread-safe.
 */
public final class MemberCommands {

    public static final String NONE = "-";
    public static final String FAILED = "!";
    private static final int CHUNK = 500;

    private final AdvancedCache<String, String> cache;
    private final OwnCopies copies;
    private final MovableClock clock;
    private volatile Map<String, String> keys = Map.of();

    MemberCommands(Cache<String, String> cache, MovableClock clock) {
        this.cache = cache.getAdvancedCache();
        this.copies = new OwnCopies(this.cache);
        this.clock = clock;
    }

    String run(String[] words) {
        return switch (words[0]) {
            case "get" -> orNone(Padding.strip(cache.get(words[1])));
            case "put" -> put(words[1], words[2], Long.parseLong(words[3]));
            case "remove" -> orNone(Padding.strip(cache.remove(words[1])));
            case "replace" -> Boolean.toString(cache.replace(words[1], Padding.pad(words[2]), Padding.pad(words[3])));
            case "increment" -> Long.toString(increment(words[1]));
            case "keys" -> read(Path.of(words[1]));
            case "preload" -> preload();
            case "reads" -> forEachKey(this::answer);
            case "copies" -> copies();
            case "status" -> status();
            case "forget" -> forget(Integer.parseInt(words[1]));
            case "repair" -> repair();
            case "clock" -> clock(Long.parseLong(words[1]));
            case "expire" -> expire();
            default -> throw new IllegalStateException("unknown command: " + String.join(" ", words));
        };
    }

    private String put(String key, String value, long seconds) {
        cache.withFlags(Flag.IGNORE_RETURN_VALUES)
                .put(key, Padding.pad(value), seconds == 0 ? -1 : seconds, TimeUnit.SECONDS);
        return "";
    }

    /** Adds one by reading and conditional replacing, as applications do. */
    private long increment(String key) {
        while (true) {
            String now = cache.get(key);
            if (now == null) {
                throw new IllegalStateException("no counter " + key);
            }
            long next = Long.parseLong(orNone(Padding.strip(now))) + 1;
            if (cache.replace(key, now, Padding.pad(Long.toString(next)))) {
                return next;
            }
        }
    }

    private String read(Path file) {
        Map<String, String> read = new LinkedHashMap<>();
        try {
            for (String line : Files.readAllLines(file)) {
                String[] parts = line.split("\t", -1);
                read.put(parts[0], parts[1]);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keys = read;
        return Integer.toString(read.size());
    }

    private String preload() {
        Map<String, String> chunk = new LinkedHashMap<>();
        keys.forEach((key, value) -> {
            chunk.put(key, Padding.pad(value));
            if (chunk.size() == CHUNK) {
                cache.putAll(chunk);
                chunk.clear();
            }
        });
        cache.putAll(chunk);
        return "";
    }

    private String answer(String key) {
        try {
            return orNone(Padding.strip(cache.get(key)));
        } catch (CacheException e) {
            return FAILED;
        }
    }

    private String copies() {
        LocalizedCacheTopology topology = cache.getDistributionManager().getCacheTopology();
        Predicate<String> owned = key -> topology.getDistribution(key).isWriteOwner();
        return forEachKey(key -> owned.test(key) ? copies.of(key) : "");
    }

    private String status() {
        LocalizedCacheTopology topology = cache.getDistributionManager().getCacheTopology();
        return String.join(
                " ",
                Integer.toString(topology.getTopologyId()),
                Integer.toString(topology.getMembers().size()),
                Integer.toString(cache.getCacheManager().getMembers().size()),
                Boolean.toString(topology.getPendingCH() == null),
                cache.getAvailability().name());
    }

    private String forget(int count) {
        LocalizedCacheTopology topology = cache.getDistributionManager().getCacheTopology();
        List<String> forgotten = keys.keySet().stream()
                .filter(key -> topology.getDistribution(key).isPrimary())
                .limit(count)
                .toList();
        forgotten.forEach(cache::evict);
        return Integer.toString(forgotten.size());
    }

    private String repair() {
        ConflictManagerFactory.get(cache).resolveConflicts(MergePolicy.PREFERRED_NON_NULL);
        return "";
    }

    private String clock(long seconds) {
        clock.set(seconds);
        return "";
    }

    private String expire() {
        cache.getExpirationManager().processExpiration();
        return "";
    }

    private String forEachKey(Function<String, String> word) {
        StringJoiner line = new StringJoiner("\t");
        List.copyOf(keys.keySet()).forEach(key -> line.add(word.apply(key)));
        return line.toString();
    }

    private static String orNone(@Nullable String value) {
        return value == null ? NONE : value;
    }
}
