package io.spandrel.it.cluster;

import io.spandrel.grid.Grid;
import io.spandrel.it.process.ParentProcess;
import java.io.IOException;
import org.infinispan.Cache;
import org.infinispan.manager.DefaultCacheManager;

/**
 * A member in a process of its own, from the XML named by its argument. Says {@code ready}; then answers one line to
 * each: {@code put K V}, {@code get K}, {@code members}, {@code settled N}, {@code views}.
 */
public final class TestMember {

    static final String READY = "ready";

    private final DefaultCacheManager manager;
    private final Cache<String, String> cache;

    private TestMember(DefaultCacheManager manager) {
        this.manager = manager;
        this.cache = manager.getCache("cache");
    }

    public static void main(String[] arguments) throws IOException {
        ParentProcess parent = new ParentProcess();
        try (DefaultCacheManager manager = new DefaultCacheManager(arguments[0])) {
            TestMember member = new TestMember(manager);
            parent.tell(READY);
            parent.listen(line -> parent.tell(member.answer(line.split(" ", -1))));
        }
    }

    private String answer(String[] words) {
        return switch (words[0]) {
            case "put" -> "was " + cache.put(words[1], words[2]);
            case "get" -> "is " + cache.get(words[1]);
            case "members" -> Integer.toString(Grid.of(manager).members().size());
            case "settled" -> Boolean.toString(settled(Integer.parseInt(words[1])));
            case "views" -> Grid.of(manager).report().history().toString();
            default -> throw new IllegalArgumentException(words[0]);
        };
    }

    private boolean settled(int members) {
        return Grid.of(manager).report().caches().stream()
                .filter(report -> report.name().equals("cache"))
                .allMatch(report -> report.ring().phase().equals("NO_REBALANCE")
                        && report.ring().shares().size() == members);
    }
}
