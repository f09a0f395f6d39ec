package io.spandrel.grid.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The subscriber's side alone: its owner, time and threads are this test. */
class FilterCopiesTest {

    private static final long MEMORY_MAX = 100;
    private static final CopyPolicy POLICY = new CopyPolicy(1, true, MEMORY_MAX, 0.01, Duration.ofSeconds(1));

    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final List<Runnable> scheduled = new ArrayList<>();
    private final List<Integer> unsubscribed = new ArrayList<>();
    private long session;
    private long now;
    private long contentBytes = 40;
    private boolean broken;

    private @Nullable CompletableFuture<Long> late;

    private final FilterCopies<String, Long> copies =
            new FilterCopies<>(8, new Owner(), new TestTimers(), Lease.DEFAULT, POLICY, OneOwner::new, this::open, 0);

    @Test
    void missed_oftenEnough_getsACopyThatExcludes() {
        miss(3);

        assertThat(copies.excludes(3, 7, 1)).isTrue();
        assertThat(copies.excludes(3, 7, 2)).as("in another topology").isFalse();
        assertThat(copies.excludes(4, 7, 1)).as("another segment").isFalse();
    }

    @Test
    void announce_newKey_isNotExcludedAnyMore() {
        miss(3);

        assertThat(announce(1, 3, 7)).isTrue();

        assertThat(copies.excludes(3, 7, 1)).isFalse();
        assertThat(copies.excludes(3, 8, 1)).isTrue();
    }

    @Test
    void wrote_ownKey_isNotExcludedAnyMore() {
        miss(3);

        copies.wrote(3, 7);

        assertThat(copies.excludes(3, 7, 1)).isFalse();
        assertThat(copies.excludes(3, 8, 1)).isTrue();
    }

    @Test
    void wrote_copyIsOnItsWay_isInItWhenItArrives() {
        CompletableFuture<Long> content = new CompletableFuture<>();
        late = content;
        miss(3);

        copies.wrote(3, 7);
        content.complete(contentBytes);

        assertThat(copies.excludes(3, 7, 1)).isFalse();
        assertThat(copies.excludes(3, 8, 1)).isTrue();
    }

    @Test
    void announce_oneWasLost_endsAllOfTheSession() {
        miss(3);
        miss(4);

        assertThat(announce(2, 3, 7)).isFalse();

        assertThat(copies.excludes(3, 8, 1)).isFalse();
        assertThat(copies.excludes(4, 8, 1)).isFalse();
    }

    @Test
    void excludes_leaseNotRenewed_saysMaybe() {
        miss(3);

        now += Lease.DEFAULT.length().toNanos();

        assertThat(copies.excludes(3, 7, 1)).isFalse();
    }

    @Test
    void release_ofALaterTopology_endsWhatIsOlder() {
        miss(3);

        copies.release(2);

        assertThat(copies.excludes(3, 7, 1)).isFalse();
    }

    @Test
    void missed_contentArrivesBroken_isGivenBack() {
        broken = true;

        miss(3);

        assertThat(copies.figures().copies()).isZero();
        assertThat(unsubscribed).containsExactly(3);
    }

    @Test
    void missed_noRoom_keepsTheMoreUsefulOnes() {
        miss(3);
        miss(4);

        miss(5);

        assertThat(copies.figures().copies()).isEqualTo(2);
        assertThat(copies.figures().bytes()).isEqualTo(2 * contentBytes);
    }

    @Test
    void review_copiesHaveGrownTooLarge_givesTheLeastUsefulBack() {
        miss(3);
        miss(4);
        for (int i = 1; i <= 30; i++) {
            copies.excludes(4, 1_000 + i, 1);
            announce(i, i % 2 + 3, i);
        }
        assertThat(copies.figures().bytes()).isGreaterThan(MEMORY_MAX);

        now += POLICY.review().toNanos();
        tick();

        assertThat(copies.figures().bytes()).isLessThanOrEqualTo(MEMORY_MAX);
        assertThat(unsubscribed).containsExactly(3);
    }

    private void miss(int segment) {
        now += 1_000;
        copies.missed(segment, 1_000_000);
        while (!tasks.isEmpty()) {
            tasks.remove().run();
        }
    }

    private boolean announce(long sequence, int segment, long hash) {
        return copies.announce(
                "owner", new Announcement(session, sequence, new int[] {segment}, new long[] {hash}, new int[0]));
    }

    private void tick() {
        List<Runnable> due = List.copyOf(scheduled);
        scheduled.clear();
        due.forEach(Runnable::run);
    }

    private FilterCopy open(long bytes) {
        if (broken) {
            throw new BrokenFilterException("by this test");
        }
        return new Copy(bytes);
    }

    private static final class Copy implements FilterCopy {

        private final Set<Long> hashes = new HashSet<>();
        private final long bytes;

        Copy(long bytes) {
            this.bytes = bytes;
        }

        @Override
        public boolean mayContain(long hash) {
            return hashes.contains(hash);
        }

        @Override
        public void add(long hash) {
            hashes.add(hash);
        }

        @Override
        public long bytes() {
            return bytes + hashes.size();
        }
    }

    private record OneOwner() implements Topology<String> {

        @Override
        public int id() {
            return 1;
        }

        @Override
        public boolean stable() {
            return true;
        }

        @Override
        public Collection<String> members() {
            return List.of("owner");
        }

        @Override
        public String primary(int segment) {
            return "owner";
        }
    }

    private final class Owner implements SubscriptionPeers<String, Long> {

        @Override
        public CompletionStage<Long> subscribe(String owner, Subscription subscription) {
            session = subscription.session();
            return late == null ? CompletableFuture.completedFuture(contentBytes) : late;
        }

        @Override
        public CompletionStage<Boolean> renew(String owner, long id) {
            return CompletableFuture.completedFuture(true);
        }

        @Override
        public void unsubscribe(String owner, Subscription subscription) {
            unsubscribed.add(subscription.segment());
        }

        @Override
        public CompletionStage<Boolean> announce(String subscriber, Announcement announcement) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Map<String, Long>> fence(String member, int topologyId) {
            throw new UnsupportedOperationException();
        }
    }

    private final class TestTimers implements Timers {

        @Override
        public long nanoTime() {
            return now;
        }

        @Override
        public void execute(Runnable task) {
            tasks.add(task);
        }

        @Override
        public void schedule(Runnable task, Duration delay) {
            scheduled.add(task);
        }
    }
}
