package io.spandrel.it.drain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.infinispan.manager.EmbeddedCacheManager;

/** Writes to several caches, a thread each: the same keys again and again, each time with the next number. */
final class Load implements AutoCloseable {

    private static final int KEYS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Map<String, Integer>> acknowledged = new ConcurrentHashMap<>();
    private final Map<String, Integer> last = new ConcurrentHashMap<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile EmbeddedCacheManager through;
    private volatile boolean stopped;

    Load(EmbeddedCacheManager through, List<String> caches) {
        this.through = through;
        for (String cache : caches) {
            acknowledged.put(cache, new ConcurrentHashMap<>());
            last.put(cache, 0);
            threads.execute(() -> write(cache));
        }
        awaitWrites(2 * KEYS);
    }

    /** Writes through another member; when it returns, nothing is under way through the former one. */
    void through(EmbeddedCacheManager next) {
        through = next;
        awaitWrites(2);
    }

    /** Waits until so many writes more have been acknowledged in each cache. */
    void awaitWrites(int count) {
        Map<String, Integer> before = Map.copyOf(last);
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !failures.isEmpty()
                        || before.keySet().stream().allMatch(cache -> last.get(cache) >= before.get(cache) + count));
        assertThat(failures).isEmpty();
    }

    /** Ends the writing; the last value of each key that was acknowledged, by cache. */
    Map<String, Map<String, Integer>> end() {
        close();
        assertThat(failures).isEmpty();
        return acknowledged;
    }

    private void write(String cache) {
        try {
            for (int number = 1; !stopped; number++) {
                String key = cache + number % KEYS;
                through.<String, Integer>getCache(cache).put(key, number);
                acknowledged.get(cache).put(key, number);
                last.put(cache, number);
            }
        } catch (Throwable e) {
            failures.add(e);
        }
    }

    @Override
    public void close() {
        stopped = true;
        threads.shutdown();
        await().atMost(PATIENCE).until(threads::isTerminated);
    }
}
