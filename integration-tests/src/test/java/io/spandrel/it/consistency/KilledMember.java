package io.spandrel.it.consistency;

import io.spandrel.it.cluster.LocalGrid;
import io.spandrel.it.process.ParentProcess;
import org.infinispan.Cache;

/**
 * A member with a file store in a process of its own, to be killed. Answers one line to each: {@code put K V} and
 * {@code remove K} with the version of that; {@code late K VERSION}, a put of another member that comes now, and {@code get K}
 * with the value.
 */
public final class KilledMember {

    static final String READY = "ready";

    private KilledMember() {}

    public static void main(String[] arguments) {
        ParentProcess parent = new ParentProcess();
        try (LocalGrid grid = LocalGrid.start(1, """
                <distributed-cache name="cache" owners="1" segments="16">
                  <grid:consistency/>
                  <persistence><file-store path="%s"/></persistence>
                </distributed-cache>
                """.formatted(arguments[0]))) {
            Cache<String, String> cache = grid.cache(0, "cache");
            parent.tell(READY);
            parent.listen(line -> parent.tell(answer(cache, line.split(" ", -1))));
        }
    }

    private static String answer(Cache<String, String> cache, String[] words) {
        String key = words[1];
        switch (words[0]) {
            case "put" -> cache.put(key, words[2]);
            case "remove" -> cache.remove(key);
            case "late" -> Copies.put(cache, key, "late", Long.parseLong(words[2]));
            case "get" -> {
                return "" + cache.get(key);
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
        return Long.toString(Copies.at(cache, key).newest());
    }
}
