package io.spandrel.eviction;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** Access traces: little-endian 64-bit keys, one for each request, gzipped. */
final class Trace {

    /** Folder of the traces that cannot be redistributed, beside the checkout unless {@code spandrel.traces} says else. */
    static final Path FOLDER = Path.of(System.getProperty("spandrel.traces", "../../shared/traces"));

    private Trace() {}

    static long[] web07() {
        try (InputStream in = Trace.class.getResourceAsStream("/traces/web07.keys.gz")) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static long[] named(String name) {
        try (InputStream in = Files.newInputStream(FOLDER.resolve(name + ".keys.gz"))) {
            return read(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static long[] read(InputStream in) throws IOException {
        byte[] bytes = new GZIPInputStream(new BufferedInputStream(in)).readAllBytes();
        long[] keys = new long[bytes.length / Long.BYTES];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().get(keys);
        return keys;
    }

    /** Hit ratio in percent of reading {@code keys} through a cache that loads what it misses. */
    static double hitRatio(String policy, int capacity, long[] keys) {
        Evictor<Long, Long> evictor = new Evictor<>(
                Bound.ofEntries(EvictionPolicies.find(policy, Trace.class.getClassLoader()), capacity),
                RecordedEvents.ignored());
        BoundedMap<Long, Long> cache = new BoundedMap<>(evictor);
        int hits = 0;
        for (long key : keys) {
            if (cache.get(key) != null) {
                hits++;
            } else {
                cache.put(key, key);
            }
        }
        evictor.checkInvariants();
        return 100.0 * hits / keys.length;
    }
}
