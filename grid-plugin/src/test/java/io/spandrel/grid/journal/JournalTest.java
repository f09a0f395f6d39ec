package io.spandrel.grid.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    private Path directory;

    @Test
    void open_again_hasWhatWasAppendedInItsOrder() throws IOException {
        try (Journal journal = open(new ArrayList<>())) {
            append(journal, "one", "", "three");
        }
        try (Journal journal = open(new ArrayList<>())) {
            append(journal, "four");
        }

        assertThat(records()).containsExactly("one", "", "three", "four");
    }

    @Test
    void open_notClosedBefore_hasAllThatWasAppended() throws IOException {
        append(open(new ArrayList<>()), "one", "two");

        assertThat(records()).containsExactly("one", "two");
    }

    /* As when the machine fails while it writes: at every byte. */
    @Test
    void open_cutShort_hasTheWholeRecords() throws IOException {
        try (Journal journal = open(new ArrayList<>())) {
            append(journal, "first", "second");
        }
        Path log = only(".log");
        byte[] whole = Files.readAllBytes(log);
        for (int length = 0; length <= whole.length; length++) {
            Files.write(log, Arrays.copyOf(whole, length));
            List<String> read = new ArrayList<>();
            RecordFile.read(log, record -> read.add(text(record)));
            assertThat(read).isEqualTo(List.of("first", "second").subList(0, length < 13 ? 0 : length < 27 ? 1 : 2));
        }
    }

    @Test
    void open_damaged_hasWhatComesBeforeTheDamage() throws IOException {
        try (Journal journal = open(new ArrayList<>())) {
            append(journal, "first", "second");
        }
        Path log = only(".log");
        byte[] bytes = Files.readAllBytes(log);
        bytes[bytes.length - 1]++;
        Files.write(log, bytes);
        assertThat(records()).containsExactly("first");

        Files.write(log, new byte[64], StandardOpenOption.TRUNCATE_EXISTING);
        assertThat(records()).isEmpty();
    }

    @Test
    void compact_leavesWhatCountsAndWhatCameAfter() throws IOException {
        try (Journal journal = open(new ArrayList<>())) {
            append(journal, "one", "two");
            journal.compact(state -> {
                append(journal, "three");
                state.accept(bytes("two"));
            });
            append(journal, "four");
            assertThat(journal.logged()).isEqualTo(2 * 8 + 9);
            assertThat(journal.counted()).isEqualTo(8 + 3);
        }

        assertThat(records()).containsExactly("two", "three", "four");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> !file.toString().endsWith(".log"))).hasSize(1);
        }
    }

    @Test
    void compact_fails_losesNothing() throws IOException {
        try (Journal journal = open(new ArrayList<>())) {
            append(journal, "one");
            journal.compact(state -> state.accept(bytes("one")));
            append(journal, "two");
            assertThatThrownBy(() -> journal.compact(state -> {
                        throw new IllegalStateException("no");
                    }))
                    .isInstanceOf(IllegalStateException.class);
            append(journal, "three");
        }
        assertThat(records()).containsExactly("one", "two", "three");

        List<String> kept = new ArrayList<>();
        try (Journal journal = open(kept)) {
            journal.compact(state -> kept.forEach(record -> state.accept(bytes(record))));
        }
        assertThat(records()).containsExactly("one", "two", "three");
        try (Stream<Path> files = Files.list(directory)) {
            assertThat(files.filter(file -> file.toString().endsWith(".unfinished")))
                    .isEmpty();
        }
    }

    @Test
    void append_closed_isRefused() throws IOException {
        Journal journal = open(new ArrayList<>());
        journal.close();

        assertThatThrownBy(() -> append(journal, "late")).isInstanceOf(UncheckedIOException.class);
    }

    private Journal open(List<String> into) throws IOException {
        return Journal.open(directory, record -> into.add(text(record)));
    }

    private List<String> records() throws IOException {
        List<String> records = new ArrayList<>();
        open(records).close();
        return records;
    }

    private Path only(String kind) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(kind))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static void append(Journal journal, String... records) {
        for (String record : records) {
            journal.append(bytes(record));
        }
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String text(ByteBuffer record) {
        return StandardCharsets.UTF_8.decode(record.duplicate()).toString();
    }
}
