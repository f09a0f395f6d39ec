package io.spandrel.grid.infinispan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.marshall.Marshaller;

/** A cache's keys, as it stores them, on their way between members. */
final class KeyBytes {

    private final Marshaller marshaller;

    KeyBytes(Marshaller marshaller) {
        this.marshaller = marshaller;
    }

    List<byte[]> write(Collection<?> keys) {
        List<byte[]> written = new ArrayList<>(keys.size());
        try {
            for (Object key : keys) {
                written.add(marshaller.objectToByteBuffer(key));
            }
        } catch (IOException e) {
            throw new CacheException("A key cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(e);
        }
        return written;
    }

    List<Object> read(Collection<byte[]> written) {
        List<Object> keys = new ArrayList<>(written.size());
        try {
            for (byte[] key : written) {
                keys.add(marshaller.objectFromByteBuffer(key));
            }
        } catch (IOException | ClassNotFoundException e) {
            throw new CacheException("A key cannot be read", e);
        }
        return keys;
    }
}
