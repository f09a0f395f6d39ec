package io.spandrel.grid.infinispan.deletes;

import static io.spandrel.grid.infinispan.member.GridLog.LOG;

import io.spandrel.configuration.TombstonesConfiguration;
import io.spandrel.grid.consistency.Ceiling;
import io.spandrel.grid.consistency.Tombstones;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.spi.CacheContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.factories.ComponentRegistry;
import org.jspecify.annotations.Nullable;

/**
 * What a member knows of a cache's deletes when the cache starts: what it knew when it last ran, where the cache has a store.
 *
 * @param floor newer than every version that this member gave before; {@code Version.NONE}: nothing is known of that
 * @param ceiling where the clock of the cache tells how far it has gone
 * @param journal what outlives a restart of this member; null: nothing does
 */
public record RememberedDeletes(
        Deletes deletes,
        long floor,
        Ceiling ceiling,
        @Nullable DeletesJournal journal) {

    public static RememberedDeletes of(
            CacheContext context, LocalMember member, TombstonesConfiguration tombstones, Duration driftMax) {
        Configuration configuration = context.configuration();
        int segments = configuration.clustering().hash().numSegments();
        Deletes deletes =
                new Deletes(new Tombstones<>(segments, tombstones.maxMemory(), tombstones.grace(), Deletes::bytes));
        Optional<Path> directory = DeletesDirectory.of(member.configuration(), configuration, context.cacheName());
        if (directory.isEmpty()) {
            return new RememberedDeletes(deletes, Version.NONE, version -> {}, null);
        }
        DeletesJournal journal = DeletesJournal.open(
                directory.get(),
                context.cacheName(),
                new KeyBytes(context.component(ComponentRegistry.class).getInternalMarshaller()),
                deletes,
                segments,
                task -> member.runBlocking(task, Duration.ZERO));
        deletes.log(journal);
        context.onStopped(() -> close(journal));
        Duration behind = Duration.ofMillis(
                Version.millis(journal.ceiling()) - member.clock().millis());
        if (behind.compareTo(driftMax) > 0) {
            LOG.clockWasAhead(context.cacheName(), behind.toMillis());
        }
        return new RememberedDeletes(deletes, journal.ceiling(), journal, journal);
    }

    private static void close(DeletesJournal journal) {
        try {
            journal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
