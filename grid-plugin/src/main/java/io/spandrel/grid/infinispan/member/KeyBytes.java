package io.spandrel.grid.infinispan.member;

import java.util.Collection;
import java.util.List;
import org.infinispan.commons.marshall.Marshaller;

/** A cache's keys, as it stores them, on their way between members. */
public final class KeyBytes {

    private final ObjectBytes bytes;

    public KeyBytes(Marshaller marshaller) {
        this.bytes = new ObjectBytes(marshaller, "A key");
    }

    public List<byte[]> write(Collection<?> keys) {
        return keys.stream().map(bytes::write).toList();
    }

    public List<Object> read(Collection<byte[]> written) {
        return written.stream().map(bytes::read).toList();
    }
}
