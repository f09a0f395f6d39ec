package io.spandrel.it.demo;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.GZIPInputStream;

/**
 * The keys of recorded requests, in order.
 *
 * @param name of the recording
 * @param keys one per request
 */
record Trace(String name, long[] keys) {

    /** The page requests of a web shop; see {@code traces/ATTRIBUTION.md}. */
    static Trace web07() {
        return load("web07");
    }

    private static Trace load(String name) {
        String resource = "/traces/" + name + ".keys.gz";
        try (InputStream file = Trace.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new FileNotFoundException(resource + " on the class path");
            }
            byte[] bytes = new GZIPInputStream(file).readAllBytes();
            long[] keys = new long[bytes.length / Long.BYTES];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(keys);
            return new Trace(name, keys);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the trace " + name, e);
        }
    }
}
