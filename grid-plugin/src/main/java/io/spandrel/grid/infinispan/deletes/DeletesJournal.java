package io.spandrel.grid.infinispan.deletes;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.grid.consistency.Ceiling;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.journal.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.infinispan.commons.CacheException;

/**
 * What a member must still know of a cache's deletes after a restart, because its store keeps the entries: the deletes, the last
 * clear, what was not remembered, how far its clock has gone, and when it was last alive. Thread-safe.
 */
public final class DeletesJournal implements DeletesLog, Ceiling, AutoCloseable {

    /*
     * Read again, a record only ever raises what is known, or takes away a delete up to a version. So it does no harm to read
     * one that had no effect any more when it was left out of a compaction.
     */
    private enum Kind {
        DELETED,
        GONE,
        CLEARED,
        FORGOTTEN,
        DROPPED,
        CEILING,
        SEGMENTS,
        ALIVE,
        GRACE
    }

    /** The log may be as long as what counted when it was begun, or this. */
    private static final long LOG_MIN = 1 << 20;

    private static final int FIXED = 1 + Integer.BYTES + Long.BYTES;

    private final String cache;
    private final KeyBytes keyBytes;
    private final Deletes deletes;
    private final Consumer<Runnable> background;
    private final int segments;
    private final AtomicBoolean compacting = new AtomicBoolean();
    private final Journal journal;
    private volatile long ceiling = Version.NONE;
    private volatile long alive;
    private volatile long grace = Long.MAX_VALUE;

    private DeletesJournal(
            Path directory,
            String cache,
            KeyBytes keyBytes,
            Deletes deletes,
            int segments,
            Consumer<Runnable> background)
            throws IOException {
        this.cache = cache;
        this.keyBytes = keyBytes;
        this.deletes = deletes;
        this.background = background;
        this.segments = segments;
        this.journal = Journal.open(directory, this::read);
        journal.compact(this::write);
    }

    /**
     * Opens the journal in a directory, and has {@code deletes} know again what it says.
     *
     * @param background runs what may block
     * @throws CacheException if it cannot be read or written
     */
    static DeletesJournal open(
            Path directory,
            String cache,
            KeyBytes keyBytes,
            Deletes deletes,
            int segments,
            Consumer<Runnable> background) {
        try {
            return new DeletesJournal(directory, cache, keyBytes, deletes, segments, background);
        } catch (IOException | UncheckedIOException e) {
            throw new CacheException(
                    "Cache '" + cache + "': its deletes cannot be kept in " + directory
                            + "; make sure that this member may write there, and that no other uses it",
                    e);
        }
    }

    /** Newer than every version that this member gave before it was started. */
    long ceiling() {
        return ceiling;
    }

    /** When this member was last known to be alive with the cache, in milliseconds since 1970; 0: never. */
    public long alive() {
        return alive;
    }

    /** For how long deletes were remembered then. */
    public Duration grace() {
        return Duration.ofMillis(grace);
    }

    /** This member is alive. */
    public void alive(long millis) {
        alive = millis;
        append(record(Kind.ALIVE, 0, millis));
    }

    /** From now on deletes are remembered for so long. */
    public void grace(Duration duration) {
        grace = duration.toMillis();
        append(record(Kind.GRACE, 0, grace));
    }

    /** What this member knew of deletes of single keys does not count any more, as it keeps no entries. */
    public void forget() {
        for (int segment = 0; segment < segments; segment++) {
            deletes.dropped(segment);
        }
    }

    @Override
    public void raise(long version) {
        ceiling = Math.max(ceiling, version);
        append(record(Kind.CEILING, 0, version));
    }

    @Override
    public void deleted(Object key, int segment, long version) {
        append(record(Kind.DELETED, segment, version, key));
    }

    @Override
    public void gone(Object key, int segment, long version) {
        append(record(Kind.GONE, segment, version, key));
    }

    @Override
    public void cleared(long version) {
        append(record(Kind.CLEARED, 0, version));
    }

    @Override
    public void forgotten(int segment, long version) {
        append(record(Kind.FORGOTTEN, segment, version));
    }

    @Override
    public void dropped(int segment) {
        append(record(Kind.DROPPED, segment, Version.NONE));
    }

    private void append(ByteBuffer record) {
        try {
            journal.append(record);
        } catch (UncheckedIOException e) {
            throw new CacheException(
                    "Cache '" + cache
                            + "': what was deleted could not be recorded, so it may come back after a restart",
                    e);
        }
        if (journal.logged() > Math.max(LOG_MIN, journal.counted()) && compacting.compareAndSet(false, true)) {
            background.accept(this::compact);
        }
    }

    private void compact() {
        try {
            journal.compact(this::write);
        } catch (IOException | UncheckedIOException e) {
            LOG.deletesNotCompacted(cache, e);
        } finally {
            compacting.set(false);
        }
    }

    private void write(Consumer<ByteBuffer> records) {
        records.accept(record(Kind.SEGMENTS, 0, segments));
        records.accept(record(Kind.CEILING, 0, ceiling));
        records.accept(record(Kind.CLEARED, 0, deletes.cleared()));
        records.accept(record(Kind.ALIVE, 0, alive));
        records.accept(record(Kind.GRACE, 0, grace));
        for (int segment = 0; segment < segments; segment++) {
            if (deletes.forgotten(segment) != Version.NONE) {
                records.accept(record(Kind.FORGOTTEN, segment, deletes.forgotten(segment)));
            }
            int in = segment;
            deletes.all(segment)
                    .forEach(delete -> records.accept(record(Kind.DELETED, in, delete.version(), delete.key())));
        }
    }

    private void read(ByteBuffer record) {
        Kind kind = Kind.values()[record.get()];
        int segment = record.getInt();
        long version = record.getLong();
        switch (kind) {
            case DELETED -> deletes.deleted(key(record), segment, version);
            case GONE -> deletes.written(key(record), segment, version);
            case CLEARED -> deletes.cleared(version, segments);
            case FORGOTTEN -> deletes.forgottenElsewhere(segment, version);
            case DROPPED -> deletes.dropped(segment);
            case CEILING -> ceiling = Math.max(ceiling, version);
            case SEGMENTS -> checkSegments(version);
            case ALIVE -> alive = Math.max(alive, version);
            case GRACE -> grace = version;
        }
    }

    private void checkSegments(long before) {
        if (before != segments) {
            throw new CacheException(
                    "Cache '" + cache + "': its deletes were kept by " + before + " segments, and it has " + segments
                            + " now; give it as many as before, or begin without what its store keeps");
        }
    }

    private Object key(ByteBuffer record) {
        byte[] key = new byte[record.remaining()];
        record.get(key);
        return keyBytes.read(List.of(key)).get(0);
    }

    private ByteBuffer record(Kind kind, int segment, long version, Object key) {
        byte[] bytes = keyBytes.write(List.of(key)).get(0);
        return record(ByteBuffer.allocate(FIXED + bytes.length), kind, segment, version)
                .put(bytes)
                .flip();
    }

    private static ByteBuffer record(Kind kind, int segment, long version) {
        return record(ByteBuffer.allocate(FIXED), kind, segment, version).flip();
    }

    private static ByteBuffer record(ByteBuffer into, Kind kind, int segment, long version) {
        return into.put((byte) kind.ordinal()).putInt(segment).putLong(version);
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }
}
