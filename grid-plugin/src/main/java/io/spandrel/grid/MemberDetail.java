package io.spandrel.grid;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of a member only when somebody looks at it.
 *
 * @param member the member's name
 * @param answered whether it answered in time; if not, there is nothing else
 * @param roundTripMillis from the question to the answer; 0 for the asked member itself
 * @param clockOffsetMillis by how much its clock is ahead of the asked member's, give or take half the round trip
 * @param runtime its Java
 * @param view its view; null without a cluster
 * @param settings effective ones: of the member, with an empty cache, and of its running caches
 */
public record MemberDetail(
        String member,
        boolean answered,
        double roundTripMillis,
        double clockOffsetMillis,
        @Nullable Runtime runtime,
        @Nullable View view,
        List<CacheSetting> settings) {

    public MemberDetail {
        settings = List.copyOf(settings);
    }

    /** Of a member that did not answer. */
    public static MemberDetail unanswered(String member) {
        return new MemberDetail(member, false, 0, 0, null, null, List.of());
    }

    /**
     * A member's Java.
     *
     * @param version of Java, and who made it
     * @param processors that it may use
     * @param threadsPeak the most threads there were at a time
     * @param collectors its garbage collectors
     */
    public record Runtime(String version, int processors, int threadsPeak, List<Collector> collectors) {

        public Runtime {
            collectors = List.copyOf(collectors);
        }
    }

    /**
     * A garbage collector since the member's start.
     *
     * @param name Java's name for it
     * @param collections how often it ran
     * @param totalMillis the time it took in all
     * @param lastMillis the time of the last run; negative if there was none, or it is not known
     */
    public record Collector(String name, long collections, long totalMillis, long lastMillis) {}

    /**
     * The view in which a member is: it differs between members only while one is made, or when they cannot hear each other.
     *
     * @param id number of the view
     * @param members members in it
     */
    public record View(long id, int members) {}

    /**
     * A setting and the cache it belongs to.
     *
     * @param cache empty: the member's own
     */
    public record CacheSetting(String cache, Setting setting) {}
}
