package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.KeyEntry.Lifetime;
import io.spandrel.grid.infinispan.consistency.CacheVersions;
import io.spandrel.grid.infinispan.member.ReadableText;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.time.Instant;
import org.infinispan.container.entries.InternalCacheEntry;
import org.infinispan.metadata.Metadata;
import org.infinispan.persistence.spi.MarshallableEntry;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * An entry's size, times and version, as they travel. Times in milliseconds since 1970, spans in milliseconds; negative:
 * none.
 */
@ProtoTypeId(TypeIds.HELD_ENTRY)
record HeldEntry(
        @ProtoField(1) long valueBytes,
        @ProtoField(2) long created,
        @ProtoField(3) long lifespan,
        @ProtoField(4) long maxIdle,
        @ProtoField(5) long expires,
        @ProtoField(6) long version) {

    @ProtoFactory
    HeldEntry {}

    static HeldEntry of(InternalCacheEntry<?, ?> entry) {
        return new HeldEntry(
                ReadableText.bytes(entry.getValue()),
                entry.getCreated(),
                entry.getLifespan(),
                entry.getMaxIdle(),
                entry.getExpiryTime(),
                CacheVersions.of(entry.getInternalMetadata()));
    }

    static HeldEntry of(MarshallableEntry<?, ?> entry) {
        Metadata metadata = entry.getMetadata();
        return new HeldEntry(
                ReadableText.bytes(entry.getValue()),
                entry.created(),
                metadata == null ? -1 : metadata.lifespan(),
                metadata == null ? -1 : metadata.maxIdle(),
                entry.expiryTime(),
                CacheVersions.of(entry.getInternalMetadata()));
    }

    Lifetime lifetime() {
        return lifespan < 0 && maxIdle < 0
                ? Lifetime.FOREVER
                : new Lifetime(
                        created < 0 ? null : Instant.ofEpochMilli(created),
                        lifespan,
                        maxIdle,
                        expires < 0 ? null : Instant.ofEpochMilli(expires));
    }
}
