package io.spandrel.grid.negativelookup;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.CRC32C;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * All of a {@link CuckooFilter} at one moment, as it travels.
 *
 * @param falsePositiveRate the rate the filter was made for
 * @param expectedKeys the keys it was made for
 * @param seed its seed
 * @param size how many hashes it holds
 * @param tables its tables, first to last
 * @param overflow what stands beside them
 * @param checksum CRC-32C of all that
 */
@ProtoTypeId(FilterState.TYPE_ID)
public record FilterState(
        @ProtoField(1) double falsePositiveRate,
        @ProtoField(2) int expectedKeys,
        @ProtoField(3) long seed,
        @ProtoField(4) long size,
        @ProtoField(5) List<Table> tables,
        @ProtoField(6) List<Overflow> overflow,
        @ProtoField(7) long checksum) {

    static final int TYPE_ID = 1_480_190;

    @ProtoFactory
    public FilterState {
        tables = List.copyOf(tables);
        overflow = List.copyOf(overflow);
    }

    static FilterState of(
            double falsePositiveRate, int expectedKeys, long seed, long size, CuckooFilter.Content content) {
        List<Table> tables = Arrays.stream(content.tables())
                .map(table -> new Table(table.buckets(), table.bits(), table.content()))
                .toList();
        List<Overflow> overflow = content.overflow().entrySet().stream()
                .map(entry -> new Overflow(entry.getKey(), entry.getValue()))
                .toList();
        FilterState unchecked = new FilterState(falsePositiveRate, expectedKeys, seed, size, tables, overflow, 0);
        return new FilterState(
                falsePositiveRate, expectedKeys, seed, size, tables, overflow, unchecked.computeChecksum());
    }

    /** Throws unless it is as it was when it was taken. */
    void check() {
        if (checksum != computeChecksum()) {
            throw new BrokenFilterException("the checksum is wrong");
        }
        if (!(falsePositiveRate > 0 && falsePositiveRate < 1) || expectedKeys < 1 || size < 0) {
            throw new BrokenFilterException(
                    "falsePositiveRate " + falsePositiveRate + ", expectedKeys " + expectedKeys + ", size " + size);
        }
        if (tables.size() > CuckooFilter.TABLES_MAX) {
            throw new BrokenFilterException(tables.size() + " tables");
        }
    }

    CuckooFilter.Content toContent() {
        CuckooTable[] made = new CuckooTable[tables.size()];
        for (int i = 0; i < made.length; i++) {
            Table table = tables.get(i);
            CuckooTable read = CuckooTable.of(table.buckets(), table.bits(), table.slots());
            if (read == null) {
                throw new BrokenFilterException("a table of " + table.buckets() + " buckets and " + table.bits()
                        + " bits cannot be " + table.slots().length + " bytes");
            }
            made[i] = read;
        }
        Map<Long, Integer> times = new ConcurrentHashMap<>();
        for (Overflow one : overflow) {
            if (one.times() < 1 || times.put(one.hash(), one.times()) != null) {
                throw new BrokenFilterException("a hash overflowed " + one.times() + " times, or is there twice");
            }
        }
        return new CuckooFilter.Content(made, times);
    }

    /** Bytes of it, about. */
    public long bytes() {
        return tables.stream().mapToLong(table -> table.slots().length).sum() + 16L * overflow.size();
    }

    long computeChecksum() {
        CRC32C sum = new CRC32C();
        sum.update(ByteBuffer.allocate(4 * Long.BYTES)
                .putDouble(falsePositiveRate)
                .putLong(expectedKeys)
                .putLong(seed)
                .putLong(size)
                .flip());
        for (Table table : tables) {
            sum.update(ByteBuffer.allocate(2 * Integer.BYTES)
                    .putInt(table.buckets())
                    .putInt(table.bits())
                    .flip());
            sum.update(table.slots());
        }
        for (Overflow one : overflow) {
            sum.update(ByteBuffer.allocate(Long.BYTES + Integer.BYTES)
                    .putLong(one.hash())
                    .putInt(one.times())
                    .flip());
        }
        return sum.getValue();
    }

    /**
     * One table.
     *
     * @param buckets how many buckets of four it has
     * @param bits of a fingerprint
     * @param slots all of them, without gaps; not to be changed
     */
    @ProtoTypeId(TYPE_ID + 1)
    public record Table(
            @ProtoField(1) int buckets,
            @ProtoField(2) int bits,
            @ProtoField(3) byte[] slots) {

        @ProtoFactory
        public Table {}
    }

    /**
     * A hash that stands exactly.
     *
     * @param hash it, as the filter spread it
     * @param times how often, 1 or more
     */
    @ProtoTypeId(TYPE_ID + 2)
    public record Overflow(
            @ProtoField(1) long hash, @ProtoField(2) int times) {

        @ProtoFactory
        public Overflow {}
    }
}
