package io.spandrel.grid.infinispan;

import static io.spandrel.grid.infinispan.TestCluster.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.spandrel.grid.Grid;
import io.spandrel.grid.GridOperationException;
import io.spandrel.grid.Member;
import io.spandrel.grid.MemberReport;
import io.spandrel.grid.infinispan.member.Version;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cluster in which one member runs Infinispan without this module. */
class MixedClusterTest {

    private final List<Integer> ports = FreePorts.take(2);
    private final List<AutoCloseable> opened = new ArrayList<>();

    @AfterEach
    void stop() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        System.clearProperty("jgroups.bind.port");
        System.clearProperty("jgroups.tcpping.initial_hosts");
    }

    @Test
    void plainMember_inTheCluster_isUnansweredAndNamed() throws Exception {
        Object plain = startPlain();
        DefaultCacheManager manager = startWithModule();
        Grid grid = Grid.of(manager);
        await().atMost(Duration.ofSeconds(20)).until(() -> grid.members().size() == 2);

        List<MemberReport> reports = get(grid.memberReports(Duration.ofSeconds(5)));

        assertThat(reports).extracting(MemberReport::member).containsExactly("plain", "equipped");
        assertThat(reports).extracting(MemberReport::answered).containsExactly(false, true);
        assertThat(grid.members()).extracting(Member::version).containsExactly(null, Version.CURRENT);
        assertThatThrownBy(() -> get(grid.cache("shared").expireNow()))
                .hasCauseInstanceOf(GridOperationException.class)
                .hasMessageContaining("expire of cache 'shared' was not done on plain");
        Cache<String, String> cache = manager.getCache("shared");
        cache.put("key", "value");
        assertThat(getFrom(plain, "shared", "key")).isEqualTo("value");
    }

    private DefaultCacheManager startWithModule() throws Exception {
        DefaultCacheManager manager = new DefaultCacheManager(configuration("equipped", ports.get(1)));
        opened.add(manager);
        manager.getCache("shared");
        return manager;
    }

    /* A class loader of its own, with all that is on the class path but this module. */
    private Object startPlain() throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (!path.endsWith("target/classes") && !path.endsWith("target/test-classes")) {
                urls.add(path.toUri().toURL());
            }
        }
        URLClassLoader loader = new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
        opened.add(loader);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Object manager = loader.loadClass("org.infinispan.manager.DefaultCacheManager")
                    .getConstructor(InputStream.class)
                    .newInstance(configuration("plain", ports.get(0)));
            opened.add((AutoCloseable) manager);
            manager.getClass().getMethod("getCache", String.class).invoke(manager, "shared");
            return manager;
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static Object getFrom(Object manager, String cacheName, String key) throws Exception {
        Object cache = manager.getClass().getMethod("getCache", String.class).invoke(manager, cacheName);
        return ((Map<?, ?>) cache).get(key);
    }

    private InputStream configuration(String member, int port) throws Exception {
        System.setProperty("jgroups.bind.port", Integer.toString(port));
        System.setProperty(
                "jgroups.tcpping.initial_hosts", "127.0.0.1[" + ports.get(0) + "],127.0.0.1[" + ports.get(1) + "]");
        Path stack = Path.of(getClass()
                .getResource("/io/spandrel/grid/stacks/spandrel-tcp.xml")
                .toURI());
        String xml = """
                <infinispan xmlns="urn:infinispan:config:16.0">
                  <jgroups><stack-file name="real" path="%s"/></jgroups>
                  <cache-container name="%s">
                    <transport cluster="mixed-%d" node-name="%2$s" stack="real"/>
                    <jmx enabled="false"/>
                    <replicated-cache name="shared"/>
                  </cache-container>
                </infinispan>
                """.formatted(stack, member, ports.get(0));
        return new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8));
    }
}
