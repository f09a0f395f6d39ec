package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Consumer;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.Configuration;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.cache.StorageType;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.conflict.MergePolicy;
import org.infinispan.eviction.EvictionStrategy;
import org.infinispan.transaction.TransactionMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RulesTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            eviction        | max-count             | 0        | must be 1 or more
            eviction        | max-count             | -1       | must be a whole number, not negative
            eviction        | max-count             | 9999999999999999999 | of at most 18 digits
            eviction        | max-size              | 5XB      | must be a size such as
            eviction        | max-size              | 999999999999999999TB | must be less than 8388608TB
            eviction        | policy                | ' '      | must not be empty
            eviction        | interval              | -5s      | must be a duration such as
            eviction        | interval              | 36501d   | must not be longer than 36500d
            eviction        | coordinated           | yes      | must be true or false
            eviction        | candidates            | ','      | must name at least one policy
            negative-lookup | false-positive-rate   | 0        | must be above 0 and below 1
            negative-lookup | false-positive-rate   | NaN      | must be a decimal number
            negative-lookup | audit-rate            | 1.1      | must be between 0 and 1
            negative-lookup | remote                | ALWAYS   | must be one of auto, always, never
            negative-lookup | initial-capacity      | 2147483648 | must be 2147483647 or less
            consistency     | read                  | quorum   | must be one of ONE, QUORUM, ALL
            consistency     | timeout               | 0        | must be longer than 0
            tombstones      | grace                 | ../../x  | must be a duration
            hinted-handoff  | throttle              | 0        | must be 1 or more
            near-cache      | max-idle              | 0        | must be longer than 0
            read-through    | refresh-ahead         | 2        | must be between 0 and 1
            rate-limiter    | burst                 | 0        | must be 1 or more
            rate-limiter    | scope                 | ${user}  | must be one of member, cluster
            """)
    void build_badValue_isNamedWithRuleAndFix(String element, String attribute, String value, String rule) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        Draft draft = Spandrel.cache(cache).draft();
        if (element.equals("rate-limiter")) {
            Spandrel.cache(cache).rateLimiter();
        }
        draft.set(element, attribute, value);

        assertThatThrownBy(cache::build)
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("<grid:" + element + "> " + attribute + "=\"" + value + "\": ")
                .hasMessageContaining(rule)
                .hasMessageContaining("Fix: ");
    }

    @Test
    void build_requiredMissing_isNamed() {
        assertProblem(grid -> grid.eviction(), "<grid:eviction> max-count: is required unless max-size is given");
        assertProblem(grid -> grid.readThrough(), "<grid:read-through> loader: is required");
        assertProblem(grid -> grid.rateLimiter(), "<grid:rate-limiter> requests-per-second: is required");
    }

    @Test
    void build_bothBounds_areRefused() {
        assertProblem(grid -> grid.eviction().maxCount(1).maxSize(1), "max-size=\"1B\": cannot stand beside max-count");
        assertProblem(
                grid -> grid.nearCache().maxCount(1).maxSize(1), "max-size=\"1B\": cannot stand beside max-count");
    }

    @Test
    void build_coordinatedInALocalCache_isRefused() {
        assertProblem(
                grid -> grid.eviction().maxCount(1).coordinated(true),
                "<grid:eviction> coordinated=\"true\": needs a distributed or replicated cache");
    }

    @Test
    void build_sizeBoundOnPlainObjects_isRefused() {
        assertProblem(grid -> grid.eviction().maxSize(1024), "max-size=\"1KB\": needs entries stored as bytes");
    }

    @Test
    void build_hintsOutliveTombstones_isRefused() {
        assertProblem(
                grid -> {
                    grid.consistency();
                    grid.draft().set("tombstones", "grace", "3h");
                },
                "<grid:hinted-handoff> window=\"3h\": must be shorter than tombstones grace, which is 3h",
                "<grid:anti-entropy> interval=\"1d\": must be shorter than half of tombstones grace, which is 3h");
    }

    @Test
    void build_versionedWithoutConsistency_isRefused() {
        assertProblem(grid -> grid.tombstones(), "<grid:tombstones>: needs <grid:consistency>");
        assertProblem(grid -> grid.hintedHandoff(), "<grid:hinted-handoff>: needs <grid:consistency>");
        assertProblem(grid -> grid.antiEntropy(), "<grid:anti-entropy>: needs <grid:consistency>");
    }

    @Test
    void build_tombstonesOffBesideConsistency_isRefused() {
        assertProblem(
                grid -> grid.consistency().and().tombstones().enabled(false),
                "<grid:tombstones> enabled=\"false\": cannot be turned off beside <grid:consistency>");
    }

    @Test
    void build_versionedInUnfitCache_isRefused() {
        assertUnfit(
                cache -> cache.transaction().transactionMode(TransactionMode.TRANSACTIONAL), "a transactional cache");
        assertUnfit(cache -> cache.clustering().cacheMode(CacheMode.INVALIDATION_SYNC), "an invalidation cache");
        assertUnfit(cache -> cache.clustering().cacheMode(CacheMode.DIST_ASYNC), "an asynchronous cache");
        assertUnfit(cache -> cache.clustering().cacheMode(CacheMode.LOCAL), "a local cache");
        assertUnfit(cache -> cache.simpleCache(true), "a simple cache");
        assertUnfit(cache -> cache.sites().addBackup().site("NYC"), "a cache backed up to other sites");
        assertUnfit(
                cache -> cache.clustering().partitionHandling().mergePolicy(MergePolicy.PREFERRED_NON_NULL),
                "a merge-policy: it cannot see versions and deletes, so it would undo them");
    }

    /** Without a policy Infinispan drops what one side of a partition has written; with one of its own it cannot see deletes. */
    @Test
    void build_versioned_isMergedByTheGrid() {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.REPL_SYNC);
        Spandrel.cache(cache).consistency();

        Configuration built = cache.build();

        assertThat(built.clustering().partitionHandling().resolveConflictsOnMerge())
                .isTrue();
        assertThat(new ConfigurationBuilder().read(built).build()).isEqualTo(built);
    }

    @Test
    void build_evictionInUnfitCache_isRefused() {
        assertEvictionUnfit(cache -> cache.simpleCache(true), "a simple cache");
        assertEvictionUnfit(cache -> cache.memory().storage(StorageType.OFF_HEAP), "off-heap storage");
        assertEvictionUnfit(
                cache -> cache.memory().maxCount(10).whenFull(EvictionStrategy.EXCEPTION), "exception-based eviction");
        assertEvictionUnfit(
                cache -> cache.clustering().cacheMode(CacheMode.DIST_SYNC).l1().enable(), "an L1 cache");
    }

    @Test
    void build_consoleOpenToOthers_needsTlsAndUsers() {
        GlobalConfigurationBuilder container = new GlobalConfigurationBuilder();
        Spandrel.container(container)
                .console()
                .bindAddress("192.168.1.7")
                .groups("g")
                .clientCa("ca");
        Spandrel.container(container).draft().set("console", "session-idle", "9h");

        assertThatThrownBy(container::build)
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(
                        "5 problems",
                        "bind-address=\"192.168.1.7\": is not loopback and needs TLS",
                        "bind-address=\"192.168.1.7\": is not loopback and needs users",
                        "groups=\"g\": needs users",
                        "client-ca=\"ca\": needs keystore",
                        "session-idle=\"9h\": must not be longer than session-max, which is 8h");
    }

    @Test
    void build_tokensOfOthers_needKeysIssuerAndAudience() {
        GlobalConfigurationBuilder keysAlone = new GlobalConfigurationBuilder();
        Spandrel.container(keysAlone).console().users("u").tokenKeys("k");
        GlobalConfigurationBuilder keysMissing = new GlobalConfigurationBuilder();
        Spandrel.container(keysMissing).console().users("u").tokenIssuer("i").tokenAudience("a");

        assertThatThrownBy(keysAlone::build)
                .hasMessageContainingAll(
                        "2 problems", "token-keys=\"k\": needs token-issuer", "token-keys=\"k\": needs token-audience");
        assertThatThrownBy(keysMissing::build)
                .hasMessageContainingAll(
                        "2 problems", "token-issuer=\"i\": needs token-keys", "token-audience=\"a\": needs token-keys");
    }

    @Test
    void build_tokenKeysAtAnAddress_areFetchedByHttpsOrFromThisMachine() {
        assertThat(problemsOfTokenKeys("http://issuer.example/keys"))
                .contains("is not fetched from another machine without TLS");
        assertThat(problemsOfTokenKeys("HTTP://localhost.example/keys")).contains("without TLS");
        assertThat(problemsOfTokenKeys("https://")).contains("is not the address of a JWK set");
        assertThat(problemsOfTokenKeys("https:keys")).contains("is not the address of a JWK set");
        assertThat(problemsOfTokenKeys("https://a host/")).contains("is not the address of a JWK set");
        for (String right : List.of(
                "https://issuer.example/keys", "http://127.0.0.1:80/k", "http://[::1]/k", "C:\\keys", "http-keys")) {
            assertThat(problemsOfTokenKeys(right)).as(right).isEmpty();
        }
    }

    private static String problemsOfTokenKeys(String keys) {
        GlobalConfigurationBuilder container = new GlobalConfigurationBuilder();
        Spandrel.container(container)
                .console()
                .users("u")
                .tokenKeys(keys)
                .tokenIssuer("i")
                .tokenAudience("a");
        try {
            container.build();
            return "";
        } catch (ConfigException e) {
            return e.getMessage();
        }
    }

    @Test
    void build_evictionAlone_marksMemoryAsEvictedByHand() {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        Spandrel.cache(cache).eviction().maxCount(10);

        assertThat(cache.build().memory().whenFull()).isEqualTo(EvictionStrategy.MANUAL);
    }

    /** Infinispan reads past its interceptors in replicated caches that it has wait for their first state transfer. */
    @ParameterizedTest
    @CsvSource({"ONE, REPL_SYNC, true", "QUORUM, REPL_SYNC, false", "ALL, REPL_SYNC, false", "QUORUM, DIST_SYNC, true"})
    void build_readsOfSeveralOwnersInAReplicatedCache_goThroughTheInterceptors(
            ConsistencyLevel read, CacheMode mode, boolean waits) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(mode);
        Spandrel.cache(cache).consistency().read(read);

        assertThat(cache.build().clustering().stateTransfer().awaitInitialTransfer())
                .isEqualTo(waits);
    }

    private static void assertProblem(Consumer<GridCacheConfigurationBuilder> elements, String... problems) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        elements.accept(Spandrel.cache(cache));
        assertThatThrownBy(cache::build).isInstanceOf(ConfigException.class).hasMessageContainingAll(problems);
    }

    private static void assertUnfit(Consumer<ConfigurationBuilder> settings, String what) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        cache.clustering().cacheMode(CacheMode.DIST_SYNC);
        settings.accept(cache);
        Spandrel.cache(cache).consistency();
        assertThat(Spandrel.cache(cache).problems())
                .extracting(Problem::rule)
                .containsExactly("is not possible with " + what);
    }

    private static void assertEvictionUnfit(Consumer<ConfigurationBuilder> settings, String what) {
        ConfigurationBuilder cache = new ConfigurationBuilder();
        settings.accept(cache);
        Spandrel.cache(cache).eviction().maxCount(10);
        assertThat(Spandrel.cache(cache).problems())
                .extracting(Problem::rule)
                .containsExactly("is not possible with " + what);
    }
}
