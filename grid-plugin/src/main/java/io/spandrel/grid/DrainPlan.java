package io.spandrel.grid;

import java.util.List;

/**
 * What a drain of one member would do, found out without doing it.
 *
 * @param member the member's name
 * @param caches caches running there, Infinispan's own distributed ones among them, by name
 */
public record DrainPlan(String member, List<CachePlan> caches) {

    public DrainPlan {
        caches = List.copyOf(caches);
    }

    /** Why a drain would be refused, cache by cache; empty: it would not. */
    public List<Obstacle> obstacles(Redundancy redundancy) {
        return caches.stream()
                .flatMap(cache -> cache.obstacles().stream())
                .filter(obstacle -> redundancy == Redundancy.KEEP || !obstacle.ofRedundancy())
                .toList();
    }

    /**
     * One cache's part.
     *
     * @param cache its name
     * @param mode its mode, in Infinispan's words
     * @param owners how many copies of an entry it wants; 1 where each member has its own
     * @param segments how many segments the member owns, as primary or backup
     * @param alone how many of them no other member owns
     * @param entries how many entries the member holds in memory
     * @param obstacles why a drain would be refused
     * @param notes what else an operator should know
     */
    public record CachePlan(
            String cache,
            String mode,
            int owners,
            int segments,
            int alone,
            long entries,
            List<Obstacle> obstacles,
            List<String> notes) {

        public CachePlan {
            obstacles = List.copyOf(obstacles);
            notes = List.copyOf(notes);
        }
    }

    /**
     * A reason to refuse.
     *
     * @param cache the cache it is about
     * @param reason what stands in the way
     * @param fix what can be done
     * @param ofRedundancy whether {@link Redundancy#REDUCE} accepts it
     */
    public record Obstacle(String cache, String reason, String fix, boolean ofRedundancy) {

        @Override
        public String toString() {
            return "cache '" + cache + "' " + reason + ": " + fix;
        }
    }
}
