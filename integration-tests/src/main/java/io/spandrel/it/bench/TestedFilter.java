package io.spandrel.it.bench;

import com.google.common.hash.BloomFilter;
import com.google.common.hash.Funnels;
import io.spandrel.grid.negativelookup.CuckooFilter;
import io.spandrel.grid.negativelookup.KeyHash;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.LongSupplier;
import org.fastfilter.cuckoo.Cuckoo16;

/**
 * A filter of numbers, as the comparison sees it. It hashes them itself. Public for the benchmark's harness.
 *
 * @param adding takes a key in
 * @param asking whether it may contain a key
 * @param bits of its data
 */
public record TestedFilter(LongConsumer adding, LongPredicate asking, LongSupplier bits) {

    /** Wanted share of false positives, where it can be chosen. */
    private static final double RATE = 0.002;

    /** What is compared. */
    public enum Kind {
        SPANDREL("Spandrel's cuckoo filter") {
            @Override
            TestedFilter empty(int keys) {
                KeyHash hash = new KeyHash(1);
                CuckooFilter filter = new CuckooFilter(RATE, keys, 1);
                return new TestedFilter(
                        key -> filter.add(hash.of(key)),
                        key -> filter.mayContain(hash.of(key)),
                        () -> Byte.SIZE * filter.memoryBytes());
            }
        },
        GUAVA_BLOOM("Guava's Bloom filter") {
            @Override
            TestedFilter empty(int keys) {
                BloomFilter<Long> filter = BloomFilter.create(Funnels.longFunnel(), keys, RATE);
                return new TestedFilter(filter::put, filter::mightContain, () -> Byte.SIZE * written(filter));
            }
        },
        FASTFILTER_CUCKOO("fastfilter's Cuckoo16") {
            @Override
            TestedFilter empty(int keys) {
                // slots, of which its own factory method wants 95 % filled
                Cuckoo16 filter = new Cuckoo16((int) (keys / 0.95));
                return new TestedFilter(filter::insert, filter::mayContain, filter::getBitCount);
            }
        };

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }

        /** A filter with room for so many keys. */
        abstract TestedFilter empty(int keys);

        /** A filter of all keys below a number, that then knows nothing of those above. */
        final TestedFilter filled(int keys) {
            TestedFilter filter = empty(keys);
            for (long key = 0; key < keys; key++) {
                filter.adding().accept(key);
            }
            return filter;
        }
    }

    private static long written(BloomFilter<Long> filter) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            filter.writeTo(bytes);
            return bytes.size();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
