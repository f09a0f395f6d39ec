package io.spandrel.grid.example;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.junit.jupiter.api.Test;

/** The example of docs/extending.md is this one, and does what it says. */
class ExtendingTest {

    private static final Logger LOG = Logger.getLogger(RemovalCount.class.getName());

    private final List<String> lines = new ArrayList<>();
    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord entry) {
            lines.add(entry.getMessage());
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @Test
    void example_inTheDocument_isTheOneThatIsTested() throws Exception {
        String document = Files.readString(Path.of("../docs/extending.md"));
        String source = Files.readString(Path.of("src/test/java/io/spandrel/grid/example/RemovalCount.java"));

        assertThat(document).contains(source.substring(source.indexOf("public final class")));
    }

    @Test
    void example_inAClusterlessManager_countsRemovals() throws Exception {
        LOG.addHandler(handler);
        LOG.setUseParentHandlers(false);
        try (DefaultCacheManager manager = new DefaultCacheManager(new GlobalConfigurationBuilder()
                .nonClusteredDefault()
                .jmx()
                .disable()
                .build())) {
            manager.defineConfiguration(
                    "counted", new ConfigurationBuilder().statistics().enable().build());
            manager.defineConfiguration("plain", new ConfigurationBuilder().build());
            for (String name : List.of("counted", "plain")) {
                manager.getCache(name).put("key", "value");
                manager.getCache(name).remove("key");
            }
        } finally {
            LOG.removeHandler(handler);
            LOG.setUseParentHandlers(true);
        }

        assertThat(lines).containsExactly("counted: 1 entries were removed");
    }
}
