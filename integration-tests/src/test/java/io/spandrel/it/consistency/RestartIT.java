package io.spandrel.it.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.consistency.Version;
import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.consistency.Copies.Copy;
import io.spandrel.it.process.JavaProcess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Members with stores stop and start again: what was deleted before stays deleted, whatever comes late. */
class RestartIT {

    private static final int MEMBERS = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @Test
    void restart_ofAll_nothingDeletedComesBack() {
        Map<String, Long> older = new LinkedHashMap<>();
        Map<String, Long> deleted = new LinkedHashMap<>();
        try (LocalGrid grid = start()) {
            for (String name : List.of("deletes", "cleared", "small")) {
                Cache<String, String> cache = grid.cache(0, name);
                for (int i = 0; i < 40; i++) {
                    String key = name + "-" + i;
                    cache.put(key, "deleted");
                    older.put(key, Copies.at(owner(grid, name, key), key).version());
                    if (!name.equals("cleared")) {
                        cache.remove(key);
                        deleted.put(key, Copies.at(owner(grid, name, key), key).deleted());
                    }
                }
            }
            grid.cache(0, "cleared").clear();
        }

        try (LocalGrid grid = start()) {
            older.forEach((key, version) -> {
                String name = key.substring(0, key.indexOf('-'));
                for (Cache<String, String> owner : owners(grid, name, key)) {
                    Copies.put(owner, key, "late", version);
                    Copy copy = Copies.at(owner, key);
                    assertThat(copy.value()).as(key).isNull();
                    if (name.equals("deletes")) {
                        assertThat(copy.deleted()).isEqualTo(deleted.get(key));
                    }
                }
                assertThat(grid.cache(1, name).get(key)).isNull();
                grid.<String, String>cache(1, name).put(key, "again");
                assertThat(owners(grid, name, key))
                        .allMatch(owner -> "again".equals(Copies.at(owner, key).value()));
            });
        }
    }

    /* What is in its store was deleted while it was away. */
    @Test
    void restart_ofOne_nothingDeletedMeanwhileComesBack() {
        try (LocalGrid grid = start()) {
            List<String> keys = IntStream.range(0, 40).mapToObj(i -> "key-" + i).toList();
            keys.forEach(key -> grid.cache(0, "deletes").put(key, "deleted"));
            grid.stop(1);
            keys.forEach(key -> grid.cache(0, "deletes").remove(key));

            grid.add();
            grid.awaitMembers(MEMBERS);

            assertThat(keys).allSatisfy(key -> {
                assertThat(grid.cache(1, "deletes").get(key)).isNull();
                for (Cache<String, String> owner : owners(grid, "deletes", key)) {
                    assertThat(Copies.at(owner, key).value()).isNull();
                    assertThat(Copies.stored(owner, key)).isEqualTo(Version.NONE);
                }
            });
        }
    }

    @Test
    void kill_afterADelete_itIsRememberedAndTheClockGoesOn() throws InterruptedException {
        long older;
        long deleted;
        try (Remote member = new Remote(1)) {
            older = Long.parseLong(member.ask("put key deleted"));
            deleted = Long.parseLong(member.ask("remove key"));
            assertThat(deleted).isGreaterThan(older);
            member.process.kill();
        }

        try (Remote member = new Remote(2)) {
            assertThat(Long.parseLong(member.ask("late key " + older))).isEqualTo(deleted);
            assertThat(member.ask("get key")).isEqualTo("null");
            assertThat(Long.parseLong(member.ask("put other value"))).isGreaterThan(deleted);
            member.process.end();
        }
    }

    private LocalGrid start() {
        LocalGrid grid = LocalGrid.start(MEMBERS, """
                <distributed-cache name="deletes" owners="2">
                  <grid:consistency/>
                  <persistence><file-store path="%1$s/{member}/deletes"/></persistence>
                </distributed-cache>
                <replicated-cache name="cleared">
                  <grid:consistency/>
                  <persistence passivation="true"><file-store path="%1$s/{member}/cleared"/></persistence>
                </replicated-cache>
                <distributed-cache name="small" owners="2" segments="8">
                  <grid:consistency/>
                  <grid:tombstones max-memory="1KB"/>
                  <persistence><file-store path="%1$s/{member}/small"/></persistence>
                </distributed-cache>
                """.formatted(directory));
        return grid;
    }

    private static Cache<String, String> owner(LocalGrid grid, String name, String key) {
        return owners(grid, name, key).get(0);
    }

    private static List<Cache<String, String>> owners(LocalGrid grid, String name, String key) {
        return IntStream.range(0, MEMBERS)
                .mapToObj(i -> grid.<String, String>cache(i, name))
                .filter(cache -> Copies.isOwner(cache, key))
                .toList();
    }

    /** A member as its parent sees it. */
    private final class Remote implements AutoCloseable {

        private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
        private final JavaProcess process;

        Remote(int start) throws InterruptedException {
            process = JavaProcess.of(KilledMember.class)
                    .jvm("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
                    .arguments(directory.resolve("killed").toString())
                    .start("start-" + start, directory, answers::add);
            assertThat(next()).isEqualTo(KilledMember.READY);
        }

        String ask(String command) throws InterruptedException {
            process.tell(command);
            return next();
        }

        private String next() throws InterruptedException {
            String answer = answers.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
            assertThat(answer)
                    .as(() -> process + " does not answer:\n" + process.logTail(60))
                    .isNotNull();
            return answer;
        }

        @Override
        public void close() {
            process.close();
        }
    }
}
