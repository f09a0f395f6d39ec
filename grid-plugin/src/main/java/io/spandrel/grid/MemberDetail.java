package io.spandrel.grid;

import java.time.Instant;
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
 * @param retransmits messages that had to be sent again; null without a cluster
 * @param roundTrips from it to each other member, as it last measured; empty before it has
 * @param settings effective ones: of the member, with an empty cache, and of its running caches
 */
public record MemberDetail(
        String member,
        boolean answered,
        double roundTripMillis,
        double clockOffsetMillis,
        @Nullable Runtime runtime,
        @Nullable View view,
        @Nullable Retransmits retransmits,
        List<RoundTrip> roundTrips,
        List<CacheSetting> settings) {

    public MemberDetail {
        roundTrips = List.copyOf(roundTrips);
        settings = List.copyOf(settings);
    }

    /** Of a member that did not answer. */
    public static MemberDetail unanswered(String member) {
        return new MemberDetail(member, false, 0, 0, null, null, null, List.of(), List.of());
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
     * @param since when it was installed there, by the asked member's clock; null: not known
     */
    public record View(long id, int members, @Nullable Instant since) {}

    /**
     * What JGroups had to repeat since the member joined, of messages to one member and to all.
     *
     * @param asked requests that this member sent, because it lacked messages of others
     * @param askedFor requests that it received, because others lacked its messages
     * @param sent messages that it sent again, asked for or not acknowledged
     */
    public record Retransmits(long asked, long askedFor, long sent) {}

    /**
     * From one member to another and back.
     *
     * @param to the other's name
     * @param millis how long it took, ms; negative: it did not answer within a second
     */
    public record RoundTrip(String to, double millis) {}

    /**
     * A setting and the cache it belongs to.
     *
     * @param cache empty: the member's own
     */
    public record CacheSetting(String cache, Setting setting) {}
}
