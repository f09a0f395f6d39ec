package io.spandrel.grid.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Records in a directory that outlive the process, in the order they were appended. What is in it need not be read to append; it
 * is {@linkplain #compact replaced} by what still counts when there is too much.
 *
 * <p>A record outlives the process once {@link #append} has returned, and the machine once the journal was compacted or closed
 * afterwards. Reading the same record twice, or one that a later compaction has left out, must do no harm. Thread-safe; one
 * process at a time.
 */
public final class Journal implements AutoCloseable {

    /*
     * Files are numbered: n.all has what counted when it was made, n.log what was appended since. To compact, n+1.log is begun
     * first, so that nothing is missed; then n+1.all is written under another name, forced to the disk, given its name, and
     * the older files go. Whenever that is cut short there is a whole n.all, and the logs from n on have all that came after it.
     */
    private static final String ALL = ".all";
    private static final String LOG = ".log";
    private static final String UNFINISHED = ".unfinished";

    private final Path directory;
    private final Object compaction = new Object();
    private long number;
    private RecordFile log;
    private long logged;
    private long counted;

    private Journal(Path directory, long number, RecordFile log) {
        this.directory = directory;
        this.number = number;
        this.log = log;
    }

    /**
     * Opens the journal of a directory, which is made if it is not there.
     *
     * @param records takes all records, the oldest first; what it makes of them is to be {@link #compact}ed next
     */
    public static Journal open(Path directory, Consumer<ByteBuffer> records) throws IOException {
        Files.createDirectories(directory);
        NavigableSet<Long> alls = numbers(directory, ALL);
        NavigableSet<Long> logs = numbers(directory, LOG);
        long newest = alls.isEmpty() ? 0 : alls.last();
        if (!alls.isEmpty()) {
            RecordFile.read(file(directory, newest, ALL), records);
        }
        for (long log : logs.tailSet(newest)) {
            RecordFile.read(file(directory, log, LOG), records);
        }
        long next = Math.max(newest, logs.isEmpty() ? 0 : logs.last()) + 1;
        return new Journal(directory, next, RecordFile.create(file(directory, next, LOG)));
    }

    /**
     * Appends a record.
     *
     * @throws UncheckedIOException if it cannot be written, or the journal is closed
     */
    public synchronized void append(ByteBuffer record) {
        try {
            log.append(record);
            logged = log.size();
        } catch (IOException e) {
            throw new UncheckedIOException("not written to " + file(directory, number, LOG), e);
        }
    }

    /** Bytes of the records that came after the last compaction. */
    public synchronized long logged() {
        return logged;
    }

    /** Bytes of what counted at the last compaction. */
    public synchronized long counted() {
        return counted;
    }

    /** Writes the records that still count. */
    public interface State {
        void write(Consumer<ByteBuffer> records);
    }

    /**
     * Replaces all that was appended before by what still counts. Blocks the caller alone: others append meanwhile.
     *
     * @param state all that counts when it is called, or later
     */
    public void compact(State state) throws IOException {
        synchronized (compaction) {
            long next = beginLog();
            Path unfinished = file(directory, next, UNFINISHED);
            long size;
            try (RecordFile all = RecordFile.create(unfinished)) {
                state.write(record -> {
                    try {
                        all.append(record);
                    } catch (IOException e) {
                        throw new UncheckedIOException("not written to " + unfinished, e);
                    }
                });
                all.force();
                size = all.size();
            } catch (UncheckedIOException e) {
                throw e.getCause();
            }
            Files.move(unfinished, file(directory, next, ALL), StandardCopyOption.ATOMIC_MOVE);
            forceNames();
            deleteBefore(next);
            synchronized (this) {
                counted = size;
            }
        }
    }

    private synchronized long beginLog() throws IOException {
        RecordFile next = RecordFile.create(file(directory, number + 1, LOG));
        log.close();
        log = next;
        logged = 0;
        return ++number;
    }

    /* So that the new name is on the disk before the old files are not. Windows does that by itself, and opens no directory. */
    private void forceNames() throws IOException {
        if (!System.getProperty("os.name").startsWith("Windows")) {
            try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
                names.force(true);
            }
        }
    }

    private void deleteBefore(long number) throws IOException {
        for (String kind : new String[] {ALL, LOG, UNFINISHED}) {
            for (long old : numbers(directory, kind).headSet(number)) {
                Files.deleteIfExists(file(directory, old, kind));
            }
        }
    }

    private static NavigableSet<Long> numbers(Path directory, String kind) throws IOException {
        NavigableSet<Long> numbers = new TreeSet<>();
        try (Stream<Path> files = Files.list(directory)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.matches("\\d{1,18}\\" + kind))
                    .forEach(name -> numbers.add(Long.parseLong(name.substring(0, name.length() - kind.length()))));
        }
        return numbers;
    }

    private static Path file(Path directory, long number, String kind) {
        return directory.resolve(number + kind);
    }

    @Override
    public synchronized void close() throws IOException {
        log.force();
        log.close();
    }
}
