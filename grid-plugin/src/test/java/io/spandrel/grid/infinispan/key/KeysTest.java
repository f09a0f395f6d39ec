package io.spandrel.grid.infinispan.key;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.GridCache;
import io.spandrel.grid.KeyCopies;
import io.spandrel.grid.KeyCopy;
import io.spandrel.grid.KeyEntry;
import io.spandrel.grid.KeyPage;
import io.spandrel.grid.KeyQuery;
import io.spandrel.grid.KeyQuery.Match;
import io.spandrel.grid.KeyText;
import io.spandrel.grid.infinispan.TestCluster;
import io.spandrel.grid.infinispan.member.CacheSide;
import io.spandrel.grid.infinispan.member.LocalMember;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.infinispan.Cache;
import org.infinispan.context.Flag;
import org.infinispan.factories.GlobalComponentRegistry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A cache's keys as an operator browses them, and one key as its owners have it. */
class KeysTest {

    /* Infinispan's file store may wait for itself for ever when it is emptied at the start and has fewer than 32 segments. */
    private static final String CACHES = """
            <distributed-cache name="plain" owners="2" segments="64"/>
            <distributed-cache name="encoded" segments="16"><encoding media-type="application/x-protostream"/></distributed-cache>
            <distributed-cache name="bytes" segments="16"><encoding media-type="application/octet-stream"/></distributed-cache>
            <distributed-cache name="stored" owners="2" segments="64">
              <persistence passivation="true"><file-store purge="true">
                <data path="%1$s/%2$s/data"/><index path="%1$s/%2$s/index"/>
              </file-store></persistence>
            </distributed-cache>
            <local-cache name="alone"/>
            """;

    @TempDir
    private static Path directory;

    private static TestCluster cluster;

    @BeforeAll
    static void start() {
        cluster = new TestCluster();
        for (String member : List.of("a", "b", "c")) {
            cluster.join(CACHES.formatted(directory, member));
        }
        cluster.awaitMembers(3);
    }

    @AfterAll
    static void stop() {
        cluster.close();
    }

    @AfterEach
    void empty() {
        cluster.manager(0)
                .getCacheNames()
                .forEach(name -> cluster.cache(0, name).clear());
    }

    @Test
    void browse_tenThousandKeys_eachIsOnOnePage() throws Exception {
        fill("plain", 10_000);

        List<String> seen = browse(1, "plain", "", 500);

        assertThat(seen).hasSize(10_000).doesNotHaveDuplicates().contains("key-0", "key-9999");
    }

    @Test
    void browse_whileOthersWrite_keysThatStayAreSeenOnce() throws Exception {
        fill("plain", 500);
        GridCache cache = cluster.grid(2).cache("plain");
        List<String> seen = new ArrayList<>();
        @Nullable String after = null;
        int round = 0;
        do {
            KeyPage page = get(cache.keys(new KeyQuery(after, Match.PREFIX, "key-", 40)));
            page.keys().forEach(key -> seen.add(key.key().text()));
            after = page.next();
            for (int i = 0; i < 100; i++) {
                cluster.cache(0, "plain").put("other-" + round + "-" + i, "text");
                cluster.cache(0, "plain").remove("other-" + (round - 1) + "-" + i);
            }
            round++;
        } while (after != null);

        assertThat(seen).hasSize(500).doesNotHaveDuplicates();
    }

    @Test
    void browse_page_holdsNoMoreThanWasAskedFor() throws Exception {
        fill("plain", 500);

        KeyPage page = get(cluster.grid(0).cache("plain").keys(new KeyQuery(null, Match.PREFIX, "", 30)));

        assertThat(page.keys()).hasSize(30);
        assertThat(page.silent()).isEmpty();
        assertThat(page.next()).isEqualTo(page.keys().get(29).id());
    }

    @Test
    void browse_withText_findsPrefixesOrParts() throws Exception {
        fill("plain", 200);

        assertThat(browse(0, "plain", "key-19", 500))
                .containsExactlyInAnyOrder(
                        "key-19", "key-190", "key-191", "key-192", "key-193", "key-194", "key-195", "key-196",
                        "key-197", "key-198", "key-199");
        KeyPage page = get(cluster.grid(0).cache("plain").keys(new KeyQuery(null, Match.CONTAINS, "y-77", 10)));
        assertThat(page.keys()).extracting(key -> key.key().text()).containsExactly("key-77");
        assertThat(page.next()).isNull();
        assertThat(page.examined()).isEqualTo(200);
    }

    @Test
    void scan_manyKeysThatDoNotMatch_endsEarlyAndGoesOnWhereItEnded() {
        fill("plain", 500);
        CacheSide side = GlobalComponentRegistry.componentOf(cluster.manager(0), LocalMember.class)
                .caches()
                .findRunning("plain");
        List<Integer> segments = IntStream.range(0, 64).boxed().toList();
        long held = side.cache().getAdvancedCache().getDataContainer().size();
        long examined = 0;
        int steps = 0;
        KeyPosition after = KeyPosition.START;
        do {
            KeysCommand.Reply reply = new KeyScan(side, 50)
                    .run(new KeysCommand("plain", segments, after.segment(), after.hash(), "PREFIX", "none", 10));
            assertThat(reply.keys()).isEmpty();
            examined += reply.examined();
            after = reply.reached();
            steps++;
        } while (!after.equals(KeyPosition.END));

        assertThat(steps).isGreaterThan(3);
        assertThat(examined).isEqualTo(held);
    }

    @Test
    void browse_localCache_showsTheAskedMembersOwn() throws Exception {
        cluster.cache(0, "alone").put("here", "text");
        cluster.cache(1, "alone").put("there", "text");

        assertThat(browse(0, "alone", "", 10)).containsExactly("here");
        assertThat(browse(1, "alone", "", 10)).containsExactly("there");
        cluster.cache(1, "alone").clear();
    }

    @Test
    void browse_entryWithALifespan_tellsHowLongItLives() throws Exception {
        cluster.cache(0, "plain").put("short", "text", 1, TimeUnit.HOURS, 5, TimeUnit.MINUTES);

        KeyEntry key = only("plain");

        assertThat(key.lifetime().lifespanMillis()).isEqualTo(TimeUnit.HOURS.toMillis(1));
        assertThat(key.lifetime().maxIdleMillis()).isEqualTo(TimeUnit.MINUTES.toMillis(5));
        assertThat(key.lifetime().createdAt()).isNotNull();
        assertThat(key.lifetime().expiresAt()).isAfter(key.lifetime().createdAt());
    }

    @Test
    void next_madeUp_isRefused() {
        GridCache cache = cluster.grid(0).cache("plain");

        for (String wrong : List.of("", "7", "x-0000000000000000", "7-00", "-1-0000000000000000")) {
            assertThatThrownBy(() -> cache.keys(new KeyQuery(wrong, Match.PREFIX, "", 10)))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> cache.copiesById(wrong, false)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> new KeyQuery(null, Match.PREFIX, "", KeyQuery.LIMIT_MAX + 1))
                .hasMessage("limit must be 1 to 500, was 501");
    }

    @Test
    void copies_untouched_agree() throws Exception {
        cluster.cache(0, "plain").put("key", "text");

        KeyCopies copies = copies("plain", "key");

        assertThat(copies.verdict()).isEqualTo(KeyCopies.Verdict.AGREE);
        assertThat(copies.copies()).hasSize(2).allSatisfy(copy -> {
            assertThat(copy.state()).isEqualTo(KeyCopy.State.MEMORY);
            assertThat(copy.value().text()).isEqualTo("text");
        });
        assertThat(copies.copies().get(0).primary()).isTrue();
        assertThat(copies.copies().get(0).member())
                .isEqualTo(cluster.grid(0).cache("plain").ownersOf("key").primary());
    }

    @Test
    void copies_valuesNotAskedFor_haveNone() throws Exception {
        cluster.cache(0, "plain").put("key", "text");

        KeyCopies copies = get(cluster.grid(1).cache("plain").copiesOf("key", false));

        assertThat(copies.verdict()).isEqualTo(KeyCopies.Verdict.AGREE);
        assertThat(copies.copies()).extracting(KeyCopy::value).containsOnlyNulls();
    }

    @Test
    void copies_oneOwnerHasAnother_differ() throws Exception {
        cluster.cache(0, "plain").put("key", "text");
        String backup = cluster.grid(0).cache("plain").ownersOf("key").backups().get(0);
        locally(backup, "plain").put("key", "other");

        KeyCopies copies = copies("plain", "key");

        assertThat(copies.verdict()).isEqualTo(KeyCopies.Verdict.DIFFER);
        assertThat(copies.odd()).containsExactly(backup);
    }

    @Test
    void copies_oneOwnerLacksIt_missing() throws Exception {
        cluster.cache(0, "plain").put("key", "text");
        String primary = cluster.grid(0).cache("plain").ownersOf("key").primary();
        locally(primary, "plain").remove("key");

        KeyCopies copies = copies("plain", "key");

        assertThat(copies.verdict()).isEqualTo(KeyCopies.Verdict.MISSING);
        assertThat(copies.odd()).containsExactly(primary);
    }

    @Test
    void copies_neverWritten_absent() throws Exception {
        assertThat(copies("plain", "never").verdict()).isEqualTo(KeyCopies.Verdict.ABSENT);
    }

    @Test
    void copies_passivated_areFoundInTheStore() throws Exception {
        cluster.cache(0, "stored").put("key", "text");
        String backup =
                cluster.grid(0).cache("stored").ownersOf("key").backups().get(0);
        cluster.cache(memberNumber(backup), "stored").evict("key");

        KeyCopies copies = copies("stored", "key");

        assertThat(copies.verdict()).isEqualTo(KeyCopies.Verdict.AGREE);
        assertThat(copies.copies())
                .extracting(KeyCopy::state)
                .containsExactly(KeyCopy.State.MEMORY, KeyCopy.State.STORE);
    }

    @Test
    void copies_byTheIdOfAPage_areThoseOfTheKey() throws Exception {
        fill("plain", 20);
        GridCache cache = cluster.grid(2).cache("plain");

        for (KeyEntry key :
                get(cache.keys(new KeyQuery(null, Match.PREFIX, "", 100))).keys()) {
            KeyCopies copies = get(cache.copiesById(key.id(), false));
            assertThat(copies.key()).isEqualTo(key.key());
            assertThat(copies.segment()).isEqualTo(key.segment());
        }
        assertThat(get(cache.copiesById("3-0000000000000001", false))).isNull();
        assertThat(get(cache.copiesById("999-0000000000000001", false))).isNull();
    }

    @Test
    void text_ofEveryEncoding_isReadable() throws Exception {
        cluster.cache(0, "encoded").put("a key", 42);
        KeyCopies encoded =
                get(cluster.grid(0).cache("encoded").copiesById(only("encoded").id(), true));
        assertThat(encoded.key())
                .isEqualTo(new KeyText(
                        "a key",
                        KeyText.Format.TEXT,
                        "string",
                        false,
                        encoded.key().bytes()));
        assertThat(encoded.copies().get(0).value().text()).isEqualTo("42");

        bytes("bytes").put(new byte[] {0, (byte) 0xff}, utf8("Ünïcode"));
        KeyCopies bytes =
                get(cluster.grid(0).cache("bytes").copiesById(only("bytes").id(), true));
        assertThat(bytes.key().format()).isEqualTo(KeyText.Format.HEX);
        assertThat(bytes.key().text()).isEqualTo("00ff");
        assertThat(bytes.copies().get(0).value().text()).isEqualTo("Ünïcode");
        assertThat(bytes.copies().get(0).valueBytes()).isEqualTo(9);
    }

    @Test
    void text_longerThanShown_isCut() throws Exception {
        cluster.cache(0, "plain").put("long".repeat(1000), "x".repeat(100_000));

        KeyCopies copies =
                get(cluster.grid(1).cache("plain").copiesById(only("plain").id(), true));

        assertThat(copies.key().text()).hasSize(512);
        assertThat(copies.key().cut()).isTrue();
        assertThat(copies.copies().get(0).value().text()).hasSize(16 * 1024);
    }

    private static void fill(String name, int entries) {
        for (int i = 0; i < entries; i++) {
            cluster.cache(i % 3, name).put("key-" + i, "text " + i);
        }
    }

    private static List<String> browse(int member, String name, String prefix, int limit) throws Exception {
        GridCache cache = cluster.grid(member).cache(name);
        List<String> seen = new ArrayList<>();
        @Nullable String after = null;
        do {
            KeyPage page = get(cache.keys(new KeyQuery(after, Match.PREFIX, prefix, limit)));
            assertThat(page.keys()).hasSizeLessThanOrEqualTo(limit);
            page.keys().forEach(key -> seen.add(key.key().text()));
            after = page.next();
        } while (after != null);
        return seen;
    }

    private static KeyEntry only(String name) throws Exception {
        KeyPage page = get(cluster.grid(0).cache(name).keys(new KeyQuery(null, Match.PREFIX, "", 10)));
        assertThat(page.keys()).hasSize(1);
        return page.keys().get(0);
    }

    private static KeyCopies copies(String name, Object key) throws Exception {
        return get(cluster.grid(0).cache(name).copiesOf(key, true));
    }

    private static Cache<Object, Object> locally(String member, String name) {
        Cache<Object, Object> cache = cluster.cache(memberNumber(member), name);
        return cache.getAdvancedCache().withFlags(Flag.CACHE_MODE_LOCAL, Flag.SKIP_OWNERSHIP_CHECK);
    }

    private static int memberNumber(String member) {
        return member.charAt(0) - 'a';
    }

    private static Cache<Object, Object> bytes(String name) {
        return cluster.cache(0, name);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
