package io.spandrel.grid.infinispan.member;

import java.io.IOException;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.marshall.Marshaller;
import org.jspecify.annotations.Nullable;

/** Objects that Infinispan can marshal, on their way between members. Thread-safe. */
public final class ObjectBytes {

    private final Marshaller marshaller;
    private final String what;

    /**
     * @param what such an object is, for messages: "A key"
     */
    public ObjectBytes(Marshaller marshaller, String what) {
        this.marshaller = marshaller;
        this.what = what;
    }

    public byte[] write(@Nullable Object object) {
        try {
            return marshaller.objectToByteBuffer(object);
        } catch (IOException e) {
            throw new CacheException(what + " cannot be sent", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheException(e);
        }
    }

    public Object read(byte[] bytes) {
        try {
            return marshaller.objectFromByteBuffer(bytes);
        } catch (IOException | ClassNotFoundException e) {
            throw new CacheException(what + " cannot be read", e);
        }
    }
}
