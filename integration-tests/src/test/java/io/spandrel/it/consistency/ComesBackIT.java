package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import io.spandrel.grid.GridEvent;
import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A member with stores of its own comes back: what it keeps is believed as long as deletes are remembered that it may have missed. */
class ComesBackIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Duration GRACE = Duration.ofSeconds(1);

    /* All members start anew within it. */
    private static final Duration LONGER_GRACE = Duration.ofSeconds(4);

    private static final int KEYS = 40;

    @TempDir
    private Path directory;

    @Test
    void start_othersHaveGoneOnForLongerThanGrace_comesBackEmpty() {
        try (LocalGrid grid = start()) {
            grid.cache(0, "forgetful").putAll(entries("deleted", 0, KEYS));
            grid.cache(0, "forgetful").putAll(entries("kept", KEYS, 2 * KEYS));
            grid.stop(1);
            long stopped = System.currentTimeMillis();
            IntStream.range(0, KEYS).forEach(i -> grid.cache(0, "forgetful").remove("key-" + i));
            await().atMost(PATIENCE)
                    .until(() ->
                            purged(grid.grid(0)) == KEYS && System.currentTimeMillis() > stopped + GRACE.toMillis());

            grid.add();
            grid.awaitMembers(2);

            for (int member = 0; member < 2; member++) {
                Cache<String, String> cache = grid.cache(member, "forgetful");
                assertThat(cache).containsExactlyInAnyOrderEntriesOf(entries("kept", KEYS, 2 * KEYS));
                for (int i = 0; i < KEYS; i++) {
                    assertThat(Copies.stored(cache, "key-" + i)).isEqualTo(Version.NONE);
                }
            }
            assertThat(events(grid.grid(1), "forgetful"))
                    .contains(2 * KEYS + " entries of its own stores were dropped");
            assertThat(events(grid.grid(1), "mindful")).doesNotContain("comes back empty");
        }
    }

    /* The newest write of a key is known to the member that is away alone. */
    @Test
    void start_othersHaveGoneOnForLess_whatItKeptIsBelieved() throws Exception {
        try (LocalGrid grid = start()) {
            grid.cache(0, "mindful").putAll(entries("older", 0, KEYS));
            Cache<String, String> away = grid.cache(1, "mindful");
            long newest = Version.of(System.currentTimeMillis(), 1, 7);
            Copies.put(away, "key-1", "newest", newest);
            grid.stop(1);

            grid.add();
            grid.awaitMembers(2);
            grid.grid(0).cache("mindful").compareOwners().toCompletableFuture().get(10, TimeUnit.SECONDS);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(List.of(0, 1))
                            .allSatisfy(member -> assertThat(Copies.at(grid.cache(member, "mindful"), "key-1"))
                                    .isEqualTo(new Copies.Copy("newest", newest, Version.NONE))));
        }
    }

    @Test
    void start_allWereDownForLongerThanGrace_nothingIsDropped() {
        try (LocalGrid grid = start()) {
            grid.cache(0, "down").putAll(entries("kept", 0, KEYS));
        }
        long stopped = System.currentTimeMillis();
        await().atMost(PATIENCE).until(() -> System.currentTimeMillis() > stopped + LONGER_GRACE.toMillis());

        try (LocalGrid grid = start()) {
            for (int member = 0; member < 2; member++) {
                assertThat(events(grid.grid(member), "down")).doesNotContain("comes back empty");
                assertThat(grid.<String, String>cache(member, "down"))
                        .containsExactlyInAnyOrderEntriesOf(entries("kept", 0, KEYS));
            }
        }
    }

    private LocalGrid start() {
        return LocalGrid.start(2, """
                <replicated-cache name="forgetful">
                  <grid:consistency/>
                  <grid:tombstones grace="%2$dms" sweep-interval="20ms"/>
                  <grid:hinted-handoff window="100ms"/>
                  <grid:anti-entropy interval="0"/>
                  <persistence><file-store path="%1$s/{member}/forgetful"/></persistence>
                </replicated-cache>
                <replicated-cache name="down">
                  <grid:consistency/>
                  <grid:tombstones grace="%3$dms"/>
                  <grid:hinted-handoff window="100ms"/>
                  <grid:anti-entropy interval="0"/>
                  <persistence><file-store path="%1$s/{member}/down"/></persistence>
                </replicated-cache>
                <replicated-cache name="mindful">
                  <grid:consistency read-repair="off"/>
                  <grid:anti-entropy interval="0"/>
                  <persistence><file-store path="%1$s/{member}/mindful"/></persistence>
                </replicated-cache>
                """.formatted(directory, GRACE.toMillis(), LONGER_GRACE.toMillis()));
    }

    private static long purged(Grid grid) {
        return grid.cache("forgetful").report().tombstones().purged();
    }

    private static String events(Grid grid, String cache) {
        return grid.report().history().stream()
                .filter(event -> event.subject().equals(cache))
                .map(GridEvent::text)
                .toList()
                .toString();
    }

    private static Map<String, String> entries(String value, int from, int to) {
        Map<String, String> entries = new HashMap<>();
        IntStream.range(from, to).forEach(i -> entries.put("key-" + i, value));
        return entries;
    }
}
