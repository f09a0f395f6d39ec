package io.spandrel.grid.journal;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.CRC32C;

/**
 * A file of records that is only ever appended to. Not thread-safe.
 *
 * <p>A record is its length, the checksum of what follows, and what follows; four bytes each for the first two. What comes after a
 * record that is not whole was never promised to anybody, and is not read.
 */
final class RecordFile implements AutoCloseable {

    private static final int HEADER = 2 * Integer.BYTES;

    /** Longer ones are not written; a length beyond that was not written by this class. */
    private static final int LENGTH_MAX = 1 << 24;

    private final FileChannel channel;
    private long size;

    private RecordFile(FileChannel channel) {
        this.channel = channel;
    }

    /** A new, empty file. */
    static RecordFile create(Path file) throws IOException {
        return new RecordFile(FileChannel.open(file, CREATE_NEW, WRITE));
    }

    /** Appends a record; once this returns, it is with the operating system and outlives this process. */
    void append(ByteBuffer record) throws IOException {
        if (record.remaining() > LENGTH_MAX) {
            throw new IOException("a record of " + record.remaining() + " bytes is longer than " + LENGTH_MAX);
        }
        ByteBuffer header = ByteBuffer.allocate(HEADER)
                .putInt(record.remaining())
                .putInt(checksum(record))
                .flip();
        ByteBuffer[] whole = {header, record.duplicate()};
        long written = 0;
        for (long length = HEADER + (long) record.remaining(); written < length; ) {
            written += channel.write(whole);
        }
        size += written;
    }

    /** Bytes written so far. */
    long size() {
        return size;
    }

    /** Once this returns, all records outlive the machine. */
    void force() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads the records of a file, up to the first that is not whole. */
    static void read(Path file, Consumer<ByteBuffer> records) throws IOException {
        ByteBuffer all = ByteBuffer.wrap(Files.readAllBytes(file));
        while (all.remaining() >= HEADER) {
            int length = all.getInt();
            int checksum = all.getInt();
            if (length < 0 || length > all.remaining()) {
                return;
            }
            ByteBuffer record = all.slice(all.position(), length);
            if (checksum(record) != checksum) {
                return;
            }
            all.position(all.position() + length);
            records.accept(record);
        }
    }

    private static int checksum(ByteBuffer record) {
        CRC32C checksum = new CRC32C();
        checksum.update(record.duplicate());
        /* A file that the machine left full of zeros is not full of empty records. */
        return ~(int) checksum.getValue();
    }
}
