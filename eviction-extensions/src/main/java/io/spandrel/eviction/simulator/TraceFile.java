package io.spandrel.eviction.simulator;

import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

/**
 * A file of recorded accesses. Its name tells the format:
 *
 * <ul>
 *   <li>{@code NAME.keys.gz}: gzip of little-endian 64-bit keys
 *   <li>{@code NAME.sized.gz}: gzip of little-endian 64-bit pairs of key and size in bytes
 *   <li>anything else: text, a key in each line, optionally followed by white space and a size in bytes; {@code .gz} if
 *       compressed. Empty lines are skipped
 * </ul>
 */
final class TraceFile {

    private static final String KEYS = ".keys.gz";
    private static final String SIZED = ".sized.gz";

    private final Path file;
    private final boolean sized;
    private final String fileName;

    /**
     * A file yet to be read.
     *
     * @param sized whether every request must tell a size; otherwise sizes are read if there, and else 1
     */
    TraceFile(Path file, boolean sized) {
        this.file = file;
        this.sized = sized;
        this.fileName = String.valueOf(file.getFileName());
    }

    /** The file's name without its ending. */
    String name() {
        for (String ending : new String[] {KEYS, SIZED, ".txt.gz", ".gz", ".txt"}) {
            if (fileName.endsWith(ending)) {
                return fileName.substring(0, fileName.length() - ending.length());
            }
        }
        return fileName;
    }

    /**
     * Reads the whole file, a chunk at a time; the same chunk object is used again.
     *
     * @throws IOException if the file cannot be read or is not what its name says; the message names the file
     */
    void read(Consumer<Requests> consumer) throws IOException {
        try (InputStream in = open()) {
            if (fileName.endsWith(SIZED)) {
                readBinary(in, true, consumer);
            } else if (fileName.endsWith(KEYS)) {
                requireUnsized("such a file has keys only");
                readBinary(in, false, consumer);
            } else {
                readText(in, consumer);
            }
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    private InputStream open() throws IOException {
        InputStream in = Files.newInputStream(file);
        return fileName.endsWith(".gz") ? new GZIPInputStream(in, 1 << 16) : in;
    }

    private static void readBinary(InputStream in, boolean pairs, Consumer<Requests> consumer) throws IOException {
        int recordLength = pairs ? 2 * Long.BYTES : Long.BYTES;
        Requests requests = new Requests();
        byte[] bytes = new byte[Requests.COUNT_MAX * recordLength];
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        for (int length = in.readNBytes(bytes, 0, bytes.length);
                length > 0;
                length = in.readNBytes(bytes, 0, bytes.length)) {
            if (length % recordLength != 0) {
                throw new EOFException("the last request is cut off");
            }
            requests.clear();
            for (buffer.position(0).limit(length); buffer.hasRemaining(); ) {
                long key = buffer.getLong();
                requests.add(key, pairs ? size(buffer.getLong()) : 1);
            }
            consumer.accept(requests);
        }
    }

    private void readText(InputStream in, Consumer<Requests> consumer) throws IOException {
        Requests requests = new Requests();
        BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        int lineNumber = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            lineNumber++;
            if (!line.isBlank()) {
                readLine(line.strip().split("\\s+"), lineNumber, requests);
            }
            if (requests.isFull()) {
                consumer.accept(requests);
                requests.clear();
            }
        }
        consumer.accept(requests);
    }

    private void readLine(String[] words, int lineNumber, Requests requests) throws IOException {
        String where = "line " + lineNumber + ": ";
        if (words.length > 2) {
            throw new IOException(where + "a key and at most a size are expected, found " + words.length + " words");
        }
        if (words.length == 1) {
            requireUnsized(where + "there is a key only");
            requests.add(words[0], 1);
            return;
        }
        try {
            requests.add(words[0], size(Long.parseLong(words[1])));
        } catch (NumberFormatException e) {
            throw new IOException(where + "not a size: " + words[1], e);
        }
    }

    private void requireUnsized(String found) throws IOException {
        if (sized) {
            throw new IOException("--bytes needs a size with each request; " + found);
        }
    }

    private static int size(long bytes) throws IOException {
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw new IOException("a size must be 0.." + Integer.MAX_VALUE + " bytes, was " + bytes);
        }
        return (int) bytes;
    }
}
