package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.CacheAdministration;
import io.spandrel.grid.CacheFormat;
import io.spandrel.grid.CachePlan;
import io.spandrel.grid.CacheProblem;
import io.spandrel.grid.CacheRefusedException;
import io.spandrel.grid.CacheRemoval;
import io.spandrel.grid.GridEvent;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.infinispan.manager.EmbeddedCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Caches that an operator creates and removes while the grid runs. */
class AdministrationTest {

    private static final String XML = """
            <distributed-cache xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0"
                               name="orders" owners="2" segments="16">
              <grid:eviction policy="s3-fifo" max-count="1000"/>
              <grid:consistency write="ALL"/>
            </distributed-cache>
            """;

    private static final String JSON = """
            {
              "distributed-cache": {
                "owners": 2,
                "segments": 16,
                "urn:spandrel:config:grid:1.0:eviction": { "policy": "s3-fifo", "max-count": 1000 }
              }
            }
            """;

    private static final String YAML = """
            distributedCache:
              owners: "2"
              segments: "16"
              "urn:spandrel:config:grid:1.0:eviction":
                policy: "s3-fifo"
                max-count: "1000"
            """;

    private static final Set<GridEvent.Kind> KINDS =
            Set.of(GridEvent.Kind.OPERATION, GridEvent.Kind.CACHE_STARTED, GridEvent.Kind.CACHE_STOPPED);

    private TestCluster cluster;
    private CacheAdministration administration;

    @BeforeEach
    void start() {
        cluster = TestCluster.of(2, "<local-cache name=\"own\"/>");
        administration = cluster.grid(0).administration();
    }

    @AfterEach
    void stop() {
        cluster.close();
    }

    @Test
    void create_fromEachFormat_runsOnAllMembersWithItsElements() throws Exception {
        get(administration.create("orders", CacheFormat.XML, XML));
        get(administration.create("fromJson", CacheFormat.JSON, JSON));
        get(administration.create("fromYaml", CacheFormat.YAML, YAML));

        for (String name : List.of("orders", "fromJson", "fromYaml")) {
            for (int i = 0; i < 2; i++) {
                assertThat(cluster.grid(i).cache(name).report().eviction().bound())
                        .isEqualTo(1000);
                assertThat(cluster.grid(i).cache(name).report().owners()).isEqualTo(2);
            }
        }
        cluster.awaitMembers(2);
        cluster.cache(0, "orders").put("k", "v");
        assertThat(cluster.cache(1, "orders").get("k")).isEqualTo("v");
    }

    @Test
    void createAndRemove_onAllMembers_isRememberedOnceByEach() throws Exception {
        get(administration.create("orders", CacheFormat.XML, XML));
        get(administration.remove("orders"));

        for (int i = 0; i < 2; i++) {
            int member = i;
            String name = i == 0 ? "a" : "b";
            await().untilAsserted(() -> assertThat(texts(member, "orders"))
                    .containsExactlyInAnyOrder(
                            "started on " + name,
                            "created on all members",
                            "stopped on " + name,
                            "removed from all members"));
        }
    }

    private List<String> texts(int member, String cache) {
        return cluster.grid(member).report().history().stream()
                .filter(event -> event.subject().equals(cache))
                .filter(event -> KINDS.contains(event.kind()))
                .map(GridEvent::text)
                .toList();
    }

    @Test
    void create_aMemberJoinsLater_hasTheCacheToo() throws Exception {
        get(administration.create("orders", CacheFormat.XML, XML));

        EmbeddedCacheManager joined = cluster.define("<local-cache name=\"own\"/>");
        cluster.awaitMembers(3);

        assertThat(joined.isRunning("orders")).isTrue();
    }

    @Test
    void plan_aRightText_saysWhatItMeansAndCreatesNothing() throws Exception {
        for (CacheFormat format : CacheFormat.values()) {
            String text = switch (format) {
                case XML -> XML;
                case JSON -> JSON;
                case YAML -> YAML;
            };

            CachePlan plan = get(administration.plan("orders", format, text));

            assertThat(plan.problems()).isEmpty();
            assertThat(plan.permanent()).isFalse();
            assertThat(plan.configuration()).contains("s3-fifo").contains("1000");
            assertThat(get(administration.plan("orders", format, plan.configuration())))
                    .isEqualTo(plan);
        }
        assertThat(cluster.manager(0).cacheExists("orders")).isFalse();
    }

    @Test
    void plan_severalProblems_tellsAllWithTheirLines() throws Exception {
        CachePlan plan = get(administration.plan("orders", CacheFormat.XML, """
                <distributed-cache xmlns="urn:infinispan:config:16.0" xmlns:grid="urn:spandrel:config:grid:1.0">
                  <grid:eviction
                      policy="s3-fifo" max-count="0"/>
                  <grid:negative-lookup false-positive-rate="7"/>
                </distributed-cache>
                """));

        assertThat(plan.configuration()).isEmpty();
        assertThat(plan.problems())
                .extracting(CacheProblem::line, CacheProblem::element, CacheProblem::attribute)
                .containsExactly(tuple(3, "eviction", "max-count"), tuple(4, "negative-lookup", "false-positive-rate"));
        assertThat(plan.problems().get(0).message()).contains("max-count=\"0\"").contains("Fix: ");
    }

    @Test
    void plan_jsonProblem_isFoundAtItsLine() throws Exception {
        assertThat(problem(CacheFormat.JSON, JSON.replace("1000", "-5")))
                .returns(5, CacheProblem::line)
                .returns("max-count", CacheProblem::attribute);
    }

    @Test
    void plan_whatInfinispanRefuses_isToldAtItsLine() throws Exception {
        assertThat(problem(CacheFormat.XML, XML.replace("owners=\"2\"", "owner=\"2\"")))
                .satisfies(it -> assertThat(it.message()).contains("owner"))
                .returns(2, CacheProblem::line);
        assertThat(problem(CacheFormat.XML, XML.replace("</distributed-cache>", "")))
                .satisfies(it -> assertThat(it.line()).isGreaterThan(4));
        assertThat(problem(CacheFormat.YAML, YAML.replace("owners: \"2\"", "owner: \"2\"")))
                .satisfies(it -> assertThat(it.line()).isPositive());
        assertThat(problem(CacheFormat.JSON, "{ nonsense").message()).isNotBlank();
        assertThat(problem(CacheFormat.JSON, "").message()).isNotBlank();
        assertThat(problem(CacheFormat.XML, "").message()).isNotBlank();
        assertThat(problem(CacheFormat.YAML, "").message()).isNotBlank();
        assertThat(problem(CacheFormat.JSON, "[".repeat(30_000)).message()).isNotBlank();
    }

    @Test
    void plan_whatReachesBeyondItself_isRefused() throws Exception {
        assertThat(problem(CacheFormat.XML, XML.replace("s3-fifo", "${env.PATH}")))
                .returns(3, CacheProblem::line)
                .satisfies(it -> assertThat(it.message()).contains("is not replaced here"));
        assertThat(problem(CacheFormat.XML, """
                                <distributed-cache xmlns="urn:infinispan:config:16.0" xmlns:xi="http://www.w3.org/2001/XInclude">
                                  <xi:include href="file:/etc/hostname"/>
                                </distributed-cache>
                                """).message()).contains("another file cannot be included here");
        assertThat(problem(CacheFormat.XML, "<infinispan><cache-container>" + XML + "</cache-container></infinispan>")
                        .message())
                .contains("'infinispan' is more than a cache");
        assertThat(problem(CacheFormat.XML, XML.replace("distributed-cache", "distributed-cache-configuration"))
                        .message())
                .contains("This is a template");
        assertThat(problem(CacheFormat.XML, XML.replace("\"orders\"", "\"others\"")))
                .returns(2, CacheProblem::line)
                .satisfies(it -> assertThat(it.message()).contains("'others'").contains("'orders'"));
    }

    @Test
    void plan_entitiesAndAliases_areNotReplaced() throws Exception {
        String bomb = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> "<!ENTITY e%d \"%s\">".formatted(i, ("&e" + (i - 1) + ";").repeat(10)))
                .collect(Collectors.joining("", "<!ENTITY e0 \"spandrel\">", ""));
        for (String entity : List.of(
                bomb,
                "<!ENTITY e9 SYSTEM \"file:///etc/passwd\">",
                "<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p; <!ENTITY e9 \"x\">")) {
            String declared = "<!DOCTYPE distributed-cache [" + entity + "]>";
            for (String use :
                    List.of(XML.replace("s3-fifo", "&e9;"), XML.replace("<grid:consistency", "&e9;<grid:c"))) {
                assertThat(problem(CacheFormat.XML, declared + use).message())
                        .isNotBlank()
                        .doesNotContain("root:")
                        .doesNotContain("spandrelspandrel");
            }
        }
        String aliases = IntStream.rangeClosed(1, 9)
                .mapToObj(i -> "a%1$d: &a%1$d [%2$s]\n".formatted(i, ("*a" + (i - 1) + ",").repeat(9)))
                .collect(Collectors.joining("", "a0: &a0 [spandrel]\n", ""));
        assertThat(problem(CacheFormat.YAML, aliases).message()).isNotBlank();
    }

    @Test
    void plan_aNameThatCannotBe_isRefused() throws Exception {
        for (String name : List.of(" ", "a*", "x".repeat(256))) {
            assertThat(get(administration.plan(name, CacheFormat.JSON, JSON)).problems())
                    .extracting(CacheProblem::message)
                    .singleElement()
                    .asString()
                    .startsWith("The cache's name must not");
        }
        assertThat(get(administration.plan("own", CacheFormat.JSON, JSON)).problems())
                .extracting(CacheProblem::message)
                .containsExactly("There is a cache or a template 'own' already");
    }

    @Test
    void create_wrongText_isRefusedAndCreatesNothing() {
        assertThatThrownBy(() -> get(administration.create("orders", CacheFormat.XML, XML.replace("1000", "0"))))
                .isInstanceOf(ExecutionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        CacheRefusedException.class,
                        refused -> assertThat(refused.problems()).hasSize(1));

        assertThat(cluster.manager(0).cacheExists("orders")).isFalse();
        assertThat(cluster.manager(1).cacheExists("orders")).isFalse();
    }

    @Test
    void create_theNameIsTaken_isRefused() throws Exception {
        get(administration.create("orders", CacheFormat.XML, XML));

        assertThatThrownBy(() -> get(cluster.grid(1).administration().create("orders", CacheFormat.XML, XML)))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("There is a cache or a template 'orders' already");
    }

    @Test
    void create_noMemberCanStartIt_leavesNothingBehind() throws Exception {
        String cannotStart = XML.replace("<grid:consistency write=\"ALL\"/>", "<locking isolation=\"NONE\"/>")
                .replace("s3-fifo", "no-such-policy");

        assertThatThrownBy(() -> get(administration.create("orders", CacheFormat.XML, cannotStart)))
                .cause()
                .isInstanceOf(CacheRefusedException.class);

        get(administration.create("orders", CacheFormat.XML, XML));
        assertThat(cluster.manager(1).isRunning("orders")).isTrue();
    }

    @Test
    void remove_aCreatedCache_isGoneEverywhereAndItsNameFree() throws Exception {
        get(administration.create("orders", CacheFormat.XML, XML));
        cluster.awaitMembers(2);
        cluster.cache(0, "orders").put("k", "v");
        CacheRemoval removal = get(administration.removal("orders"));
        assertThat(removal).isEqualTo(new CacheRemoval("orders", false, 0, 0, List.of()));

        get(cluster.grid(1).administration().remove("orders"));

        for (int i = 0; i < 2; i++) {
            assertThat(cluster.manager(i).cacheExists("orders")).isFalse();
            assertThat(cluster.manager(i).getCacheConfiguration("orders")).isNull();
        }
        get(administration.create("orders", CacheFormat.JSON, JSON));
        cluster.awaitMembers(2);
        assertThat(cluster.cache(1, "orders").get("k")).isNull();
        cluster.cache(1, "orders").put("k", "w");
        assertThat(cluster.cache(0, "orders").get("k")).isEqualTo("w");
    }

    @Test
    void remove_aCacheOfTheApplication_isRefused() throws Exception {
        assertThat(get(administration.removal("own")).obstacles())
                .containsExactly("the application defines it itself, and would have it again when it starts");

        assertThatThrownBy(() -> get(administration.remove("own")))
                .cause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the application defines it itself");
        assertThat(cluster.manager(0).isRunning("own")).isTrue();
        assertThatThrownBy(() -> administration.remove("nobody")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void remove_aCacheThatAnotherNeeds_isRefused() throws Exception {
        get(administration.create("orders", CacheFormat.XML, XML));
        cluster.manager(0).addCacheDependency("own", "orders");

        assertThat(get(administration.removal("orders")).obstacles()).containsExactly("another cache depends on it");
    }

    private CacheProblem problem(CacheFormat format, String text) throws Exception {
        List<CacheProblem> problems =
                get(administration.plan("orders", format, text)).problems();
        assertThat(problems).as(text.lines().findFirst().orElse("")).hasSize(1);
        return problems.get(0);
    }
}
