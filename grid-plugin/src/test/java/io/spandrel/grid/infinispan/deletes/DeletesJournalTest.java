package io.spandrel.grid.infinispan.deletes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.consistency.Digest;
import io.spandrel.grid.consistency.Tombstones;
import io.spandrel.grid.consistency.Tombstones.Delete;
import io.spandrel.grid.consistency.Version;
import io.spandrel.grid.infinispan.member.KeyBytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.infinispan.commons.CacheException;
import org.infinispan.commons.marshall.StringMarshaller;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is known of deletes before and after a restart, with and without an end in good order. */
class DeletesJournalTest {

    private static final int SEGMENTS = 4;

    @TempDir
    private Path directory;

    private final List<Runnable> background = new ArrayList<>();
    private Deletes deletes = new Deletes(tombstones());

    @Test
    void open_again_knowsWhatWasKnown() throws IOException {
        DeletesJournal journal = open();
        deletes.deleted("deleted", 1, 10);
        deletes.deleted("deleted twice", 1, 11);
        deletes.deleted("deleted twice", 1, 12);
        deletes.deleted("written again", 1, 13);
        deletes.written("written again", 1, 14);
        deletes.deleted("purged", 2, 15);
        deletes.purge(2, new Delete<>("purged", 15));
        deletes.deleted("given away", 3, 16);
        deletes.dropped(3);
        deletes.forgottenElsewhere(2, 17);
        journal.raise(19);

        for (int restarts = 0; restarts < 3; restarts++) {
            journal = open();
            assertThat(deletes.all(0)).isEmpty();
            assertThat(deletes.all(1))
                    .containsExactlyInAnyOrder(new Delete<>("deleted", 10), new Delete<>("deleted twice", 12));
            assertThat(deletes.all(2)).isEmpty();
            assertThat(deletes.all(3)).isEmpty();
            assertThat(deletes.forgotten(2)).isEqualTo(17);
            assertThat(journal.ceiling()).isEqualTo(19);
        }
    }

    @Test
    void open_again_knowsWhenTheMemberWasAliveAndForHowLongDeletesWereRemembered() throws IOException {
        assertThat(open().alive()).isZero();
        DeletesJournal journal = open();
        journal.grace(Duration.ofHours(2));
        journal.grace(Duration.ofHours(1));
        journal.alive(1_000);
        journal.alive(2_000);

        for (int restarts = 0; restarts < 3; restarts++) {
            journal = open();
            assertThat(journal.alive()).isEqualTo(2_000);
            assertThat(journal.grace()).isEqualTo(Duration.ofHours(1));
        }
    }

    @Test
    void forget_again_knowsTheCeilingAlone() throws IOException {
        DeletesJournal journal = open();
        deletes.deleted("deleted", 1, 10);
        deletes.forgottenElsewhere(2, 17);
        journal.raise(19);

        journal.forget();

        for (int restarts = 0; restarts < 2; restarts++) {
            assertThat(deletes.all(1)).isEmpty();
            assertThat(deletes.forgotten(2)).isEqualTo(Version.NONE);
            journal = open();
            assertThat(journal.ceiling()).isEqualTo(19);
        }
    }

    @Test
    void open_afterAClear_knowsItAndWhatCameAfter() throws IOException {
        open();
        deletes.deleted("before", 1, 10);
        deletes.cleared(20, SEGMENTS);
        deletes.deleted("after", 1, 21);

        open();

        assertThat(deletes.cleared()).isEqualTo(20);
        assertThat(deletes.all(1)).containsExactly(new Delete<>("after", 21));
    }

    @Test
    void open_noRoomBefore_nothingOlderIsTakenOfWhatWasForgotten() throws IOException {
        open();
        for (int i = 1; i <= 100; i++) {
            deletes.deleted("key-" + i, 0, i);
        }
        long forgotten = deletes.forgotten(0);
        assertThat(forgotten).isEqualTo(100);

        open();

        assertThat(deletes.forgotten(0)).isEqualTo(forgotten);
    }

    /* The same keys again and again. */
    @Test
    void delete_manyTimes_keepsTheFilesShort() throws IOException {
        open();
        for (int i = 1; i <= 200_000; i++) {
            deletes.deleted("key-" + i % 8, i % SEGMENTS, i);
            List.copyOf(background).forEach(Runnable::run);
            background.clear();
        }

        assertThat(size()).isLessThan(3 << 20);
        open();
        assertThat(deletes.of("key-0", 0)).isEqualTo(Digest.tombstone(200_000));
    }

    @Test
    void delete_closed_isRefused() throws IOException {
        open().close();

        assertThatThrownBy(() -> deletes.deleted("key", 0, 1))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("may come back after a restart");
    }

    @Test
    void open_otherNumberOfSegments_isRefused() throws IOException {
        open().close();

        assertThatThrownBy(() -> DeletesJournal.open(
                        directory.resolve("deletes"), "cache", keyBytes(), deletes, SEGMENTS + 1, background::add))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("4 segments, and it has 5");
    }

    @Test
    void open_noDirectory_saysWhereAndWhy() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DeletesJournal.open(file, "cache", keyBytes(), deletes, SEGMENTS, background::add))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(file.toString());
    }

    /** As after a start; the journal before is not closed. */
    private DeletesJournal open() {
        deletes = new Deletes(tombstones());
        assertThat(deletes.cleared()).isEqualTo(Version.NONE);
        DeletesJournal journal = DeletesJournal.open(
                directory.resolve("deletes"), "cache", keyBytes(), deletes, SEGMENTS, background::add);
        deletes.log(journal);
        return journal;
    }

    private long size() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("deletes"))) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    private static KeyBytes keyBytes() {
        return new KeyBytes(new StringMarshaller(StandardCharsets.UTF_8));
    }

    private static Tombstones<Object> tombstones() {
        return new Tombstones<>(SEGMENTS, 1_500, Duration.ofDays(10), Deletes::bytes);
    }
}
