package io.spandrel.grid.infinispan.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class StoreTurnsTest {

    private final StoreTurns turns = new StoreTurns();
    private final List<String> log = new ArrayList<>();

    @Test
    void change_nothingUnderWay_beginsAtOnce() {
        CompletionStage<String> changed = turns.change(() -> CompletableFuture.completedFuture("added"));

        assertThat(changed.toCompletableFuture()).isCompletedWithValue("added");
    }

    @Test
    void change_anotherUnderWay_waitsForIt() {
        CompletableFuture<Void> clearing = begin("clear");
        begin("add");
        assertThat(log).containsExactly("clear");

        clearing.complete(null);

        assertThat(log).containsExactly("clear", "add");
    }

    @Test
    void change_theOneBeforeFailed_beginsAllTheSame() {
        begin("clear").completeExceptionally(new IllegalStateException("no disk"));

        begin("add");

        assertThat(log).containsExactly("clear", "add");
    }

    @Test
    void change_keysAreListed_stopsTheListingAndWaitsForItsEnd() {
        Listed listed = new Listed();
        turns.list(listed);
        begin("clear");
        assertThat(log).containsExactly("list", "stop");

        listed.over.complete(null);

        assertThat(log).containsExactly("list", "stop", "clear");
    }

    @Test
    void change_listingOver_stopsNothing() {
        Listed listed = new Listed();
        turns.list(listed);
        listed.over.complete(null);

        begin("clear");

        assertThat(log).containsExactly("list", "clear");
    }

    @Test
    void list_changeUnderWay_waitsForIt() {
        CompletableFuture<Void> clearing = begin("clear");
        turns.list(new Listed());
        assertThat(log).containsExactly("clear");

        clearing.complete(null);

        assertThat(log).containsExactly("clear", "list");
    }

    @Test
    void list_failed_tellsAndLetsOthersGoOn() {
        Listed listed = new Listed();
        CompletionStage<Void> listing = turns.list(listed);

        listed.over.completeExceptionally(new IllegalStateException("no disk"));
        begin("clear");

        assertThat(listing.toCompletableFuture()).isCompletedExceptionally();
        assertThat(log).containsExactly("list", "clear");
    }

    private CompletableFuture<Void> begin(String change) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        turns.change(() -> {
            log.add(change);
            return over;
        });
        return over;
    }

    private final class Listed implements StoreTurns.Listing {

        private final CompletableFuture<Void> over = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> start() {
            log.add("list");
            return over;
        }

        @Override
        public void stop() {
            log.add("stop");
        }
    }
}
