package io.spandrel.it.negativelookup;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.it.cluster.LocalGrid;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The owner's filters against a map that knows what is there, while the caches change in every way there is, and members
 * come and go.
 */
class NegativeLookupSoundnessIT {

    private static final boolean STRESS = Boolean.getBoolean("spandrel.test.stress");
    private static final int STEPS = STRESS ? 20_000 : 400;
    private static final int READS = STRESS ? 600_000 : 2_000;
    private static final long SEED = Long.getLong("spandrel.test.seed", 20_261_121L);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "local, none, false",
        "local, none, true",
        "local, file, false",
        "local, file, true",
        "local, passivation, true",
        "distributed, none, false",
        "distributed, none, true",
        "distributed, file, false",
        "distributed, file, true",
        "distributed, passivation, true",
        "replicated, none, false",
        "replicated, none, true",
        "replicated, file, true",
        "replicated, passivation, true"
    })
    void changes_everyKind_neverHideAKey(String mode, String store, boolean bounded) {
        Mutations mutations = new Mutations(SEED, bounded && store.equals("none"));
        boolean clustered = !mode.equals("local");

        try (LocalGrid grid = LocalGrid.start(clustered ? 2 : 1, cache(mode, store, bounded))) {
            run(mutations, grid, clustered ? 2 : 1, store);
            if (clustered) {
                grid.add();
                grid.awaitMembers(3);
                run(mutations, grid, 3, store);
                grid.stop(2);
                grid.awaitMembers(2);
                run(mutations, grid, 2, store);
            }
            leaveNothing(mutations, grid, clustered ? 2 : 1, store);
        }
        System.Logger log = System.getLogger(getClass().getName());
        log.log(System.Logger.Level.INFO, "{0} reads agreed", mutations.reads());
    }

    @Test
    void start_keysInTheStore_areFoundAndOthersNotLookedFor() {
        try (LocalGrid grid = LocalGrid.start(1, cache("local", "file", false))) {
            Cache<String, String> cache = grid.cache(0, "cache");
            IntStream.range(0, 1000).forEach(i -> cache.put("key-" + i, "value"));
        }

        try (LocalGrid grid = LocalGrid.start(1, cache("local", "file", false))) {
            Cache<String, String> cache = grid.cache(0, "cache");
            Presence presence = new Presence(cache);
            presence.awaitComplete();
            IntStream.range(0, 1000)
                    .forEach(i -> assertThat(cache.get("key-" + i)).isEqualTo("value"));
            IntStream.range(0, 1000)
                    .forEach(i -> assertThat(cache.get("other-" + i)).isNull());

            assertThat(presence.lookup().getAnswersAbsent()).isGreaterThan(950);
            assertThat(presence.lookup().getAudits())
                    .as("audit-rate is 1")
                    .isEqualTo(presence.lookup().getAnswersAbsent());
            assertThat(presence.lookup().getAuditFailures()).isZero();
        }
    }

    private static void run(Mutations mutations, LocalGrid grid, int members, String store) {
        List<Cache<String, String>> caches = caches(grid, members);
        for (int i = 0; i < STEPS; i++) {
            mutations.step(caches);
        }
        caches.forEach(mutations::readAll);
        mutations.readMany(caches.get(0), READS);
        for (Cache<String, String> cache : caches) {
            Presence presence = new Presence(cache);
            presence.awaitComplete();
            presence.assertSound();
            if (store.equals("none")) {
                presence.assertExact();
            }
        }
    }

    private static void leaveNothing(Mutations mutations, LocalGrid grid, int members, String store) {
        List<Cache<String, String>> caches = caches(grid, members);
        mutations.removeAll(caches.get(0));
        caches.forEach(mutations::readAll);
        caches.get(0).clear();
        for (Cache<String, String> cache : caches) {
            Presence presence = new Presence(cache);
            if (store.equals("none")) {
                presence.assertExact();
            } else {
                presence.awaitNoLeaks();
            }
        }
    }

    private static List<Cache<String, String>> caches(LocalGrid grid, int members) {
        List<Cache<String, String>> caches = new ArrayList<>();
        for (int i = 0; i < members; i++) {
            caches.add(grid.cache(i, "cache"));
        }
        return caches;
    }

    private String cache(String mode, String store, boolean bounded) {
        String persistence = store.equals("none")
                ? ""
                : """
                <persistence passivation="%s"><file-store purge="%s">
                  <data path="%s/{member}/data"/><index path="%s/{member}/index"/>
                </file-store></persistence>
                """.formatted(store.equals("passivation"), !mode.equals("local"), directory, directory);
        return """
                <%1$s-cache name="cache" segments="16">
                  <expiration interval="500"/>
                  %2$s
                  %3$s
                  <grid:negative-lookup remote="never" audit-rate="1" false-positive-rate="0.01" initial-capacity="4"/>
                </%1$s-cache>
                """.formatted(mode, bounded ? "<grid:eviction policy=\"lru\" max-count=\"100\"/>" : "", persistence)
                .replace("local-cache name=\"cache\" segments=\"16\"", "local-cache name=\"cache\"");
    }
}
