package io.spandrel.grid.infinispan.merge;

import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.conflict.ConflictLog;
import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.infinispan.consistency.OwnCopies.Copy;
import io.spandrel.grid.infinispan.key.CacheKeys;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.SentText;
import io.spandrel.grid.infinispan.merge.ConflictsCommand.SentConflict;
import io.spandrel.grid.infinispan.merge.ConflictsCommand.SentWrite;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.infinispan.factories.scopes.Scope;
import org.infinispan.factories.scopes.Scopes;

/** What this member has done about keys that two sides of a partition had written. Thread-safe. */
@Scope(Scopes.NAMED_CACHE)
public final class CacheConflicts {

    /** Characters of a key or a value that are remembered. */
    private static final int LENGTH_MAX = 256;

    private final String resolver;
    private final int logMax;
    private final LongSupplier failures;
    private final LocalMember member;
    private final Supplier<CacheSide> side;
    private final ConflictLog<SentConflict> log;
    private final LongAdder settled = new LongAdder();
    private final LongAdder olderKept = new LongAdder();
    private final LongAdder deletes = new LongAdder();

    /**
     * @param resolver its name in the configuration
     * @param failures how often it has failed
     * @param side the cache, once it runs
     */
    CacheConflicts(String resolver, int logMax, LongSupplier failures, LocalMember member, Supplier<CacheSide> side) {
        this.resolver = resolver;
        this.logMax = logMax;
        this.failures = failures;
        this.member = member;
        this.side = side;
        this.log = new ConflictLog<>(logMax);
    }

    private record Id(Object key, long dropped) {}

    /**
     * A conflict was settled. May take long: texts are made of key and values.
     *
     * @param kept with its value, as far as it is known
     * @param resolver who has decided
     */
    void settled(Object key, Copy kept, Copy dropped, String resolver) {
        Digest stays = kept.digest();
        Digest goes = dropped.digest();
        if (log.add(new Id(key, goes.version()), () -> conflict(key, kept, dropped, resolver))) {
            settled.increment();
            if (goes.newerThan(stays)) {
                olderKept.increment();
            }
            if (!stays.live() || !goes.live()) {
                deletes.increment();
            }
        }
    }

    private SentConflict conflict(Object key, Copy kept, Copy dropped, String decided) {
        CacheKeys keys = new CacheKeys(side.get());
        return new SentConflict(
                0,
                member.clock().millis(),
                keys.segment(key),
                SentText.of(keys.readable().of(key, keys.type(), LENGTH_MAX)),
                write(keys, kept),
                write(keys, dropped),
                decided);
    }

    private static SentWrite write(CacheKeys keys, Copy copy) {
        SentText value = copy.value() == null
                ? null
                : SentText.of(keys.readable().of(copy.value().getValue(), keys.valueType(), LENGTH_MAX));
        return new SentWrite(copy.digest().version(), !copy.digest().live(), value);
    }

    /** How many conflicts were settled here. */
    long count() {
        return settled.sum();
    }

    /**
     * Some of those that are remembered.
     *
     * @param name of this member
     */
    List<SentConflict> after(ConflictPosition position, String name, int limit) {
        return log
                .last(
                        limit,
                        one -> new ConflictPosition(one.conflict().at(), name, one.number()).compareTo(position) > 0)
                .stream()
                .map(one -> one.conflict().numbered(one.number()))
                .toList();
    }

    public ConflictsReport report() {
        return new ConflictsReport(
                resolver,
                settled.sum(),
                olderKept.sum(),
                deletes.sum(),
                failures.getAsLong(),
                log.size(),
                logMax,
                log.overwritten());
    }
}
