package io.spandrel.console.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class AuditTest {

    private final Audit audit = new Audit(3, () -> Instant.EPOCH);

    @Test
    void entries_moreThanKept_areTheLast() {
        IntStream.range(0, 5).forEach(i -> audit.record("alice", "127.0.0.1", "clear", "cache-" + i, "done"));

        assertThat(audit.entries()).extracting(Audit.Entry::on).containsExactly("cache-2", "cache-3", "cache-4");
        assertThat(audit.entries().get(0))
                .isEqualTo(new Audit.Entry(3, Instant.EPOCH, "alice", "127.0.0.1", "clear", "cache-2", "done"));
    }

    @Test
    void entries_manyLogins_doNotPushOutWhatWasDone() {
        audit.record("alice", "127.0.0.1", "clear", "pages", "done");
        IntStream.range(0, 10).forEach(i -> audit.record("unknown", "127.0.0.1", "login", "console", "wrong"));
        audit.record("alice", "127.0.0.1", "evict", "pages", "done");

        assertThat(audit.entries())
                .extracting(Audit.Entry::did)
                .containsExactly("clear", "login", "login", "login", "evict");
    }

    @Test
    void record_textWithLinesAndQuotes_staysOneField() {
        audit.record("al\nice\"", "127.0.0.1", "clear", "x".repeat(300), "done");

        assertThat(audit.entries().get(0).user()).isEqualTo("al?ice'");
        assertThat(audit.entries().get(0).on()).hasSize(203).endsWith("...");
    }
}
