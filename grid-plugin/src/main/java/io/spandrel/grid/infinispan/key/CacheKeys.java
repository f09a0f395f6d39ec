package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.KeyBytes;
import io.spandrel.grid.infinispan.member.ReadableText;
import io.spandrel.grid.negativelookup.KeyHash;
import java.util.List;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.distribution.ch.KeyPartitioner;
import org.infinispan.factories.ComponentRegistry;
import org.infinispan.marshall.protostream.impl.SerializationContextRegistry;

/** A cache's keys as they are shown, found again and sent. Thread-safe. */
public final class CacheKeys {

    private static final KeyHash HASHES = new KeyHash(0x6b65_7973);

    private final CacheSide side;
    private final KeyBytes bytes;

    public CacheKeys(CacheSide side) {
        this.side = side;
        this.bytes = new KeyBytes(side.component(ComponentRegistry.class).getInternalMarshaller());
    }

    /** Where a key, as it is stored, stands; without a cluster, all are in segment 0. */
    KeyPosition position(Object key) {
        return new KeyPosition(
                side.topology() == null ? 0 : segment(key),
                key instanceof WrappedByteArray wrapped ? HASHES.of(wrapped.getBytes()) : HASHES.of(key));
    }

    /** The segment in which the container keeps a key. */
    public int segment(Object key) {
        return side.component(KeyPartitioner.class).getSegment(key);
    }

    public ReadableText readable() {
        return new ReadableText(
                side.component(SerializationContextRegistry.class).getUserCtx());
    }

    /** What the bytes of keys are. */
    public MediaType type() {
        return side.cache().getAdvancedCache().getKeyDataConversion().getStorageMediaType();
    }

    /** What the bytes of values are. */
    public MediaType valueType() {
        return side.cache().getAdvancedCache().getValueDataConversion().getStorageMediaType();
    }

    /** A key, as it is stored and as the application passes it. */
    Object stored(Object key) {
        return side.cache().getAdvancedCache().getKeyDataConversion().toStorage(key);
    }

    byte[] write(Object stored) {
        return bytes.write(List.of(stored)).get(0);
    }

    Object read(byte[] written) {
        return bytes.read(List.of(written)).get(0);
    }

    /** A hash of a value, equal for equal bytes on all members. */
    String valueHash(Object stored) {
        byte[] content = stored instanceof WrappedByteArray wrapped
                ? wrapped.getBytes()
                : stored instanceof byte[] array ? array : write(stored);
        return "%016x".formatted(HASHES.of(content));
    }
}
