package io.spandrel.grid.infinispan.drain;

import io.spandrel.grid.DrainPlan.CachePlan;
import io.spandrel.grid.DrainPlan.Obstacle;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says of each cache what handing it over would mean, and what stands in the way. */
final class DrainPlanning {

    private DrainPlanning() {}

    /**
     * @param cache what this member knows
     * @param grant what the coordinator has answered; null: nothing
     * @param silence why it has not
     */
    static CachePlan plan(DrainedCache cache, DrainCommand.@Nullable Grant grant, String silence) {
        List<Obstacle> obstacles = new ArrayList<>();
        List<String> notes = new ArrayList<>();
        Obstacles found = new Obstacles(cache.name(), obstacles);
        if (cache.handsOver()) {
            coordinated(found, cache.owners(), grant, silence);
        } else if (cache.mode().isReplicated()) {
            found.when(
                    cache.otherHolders() == 0,
                    "is held by no other member",
                    "start another member, or it is lost with this one");
        } else if (cache.entries() > 0 && !cache.stored()) {
            notes.add("is held by this member alone; entries that go with it: " + cache.entries());
        }
        found.when(!cache.available(), "is not available", "bring the missing members back, or set it available");
        if (cache.moving()) {
            notes.add("moves entries now; handing over begins after that");
        }
        if (cache.owed() > 0) {
            notes.add("owes " + cache.owed()
                    + " hints to others; those to members that are away are lost with this one, and"
                    + " what they said is found by comparing owners");
        }
        return new CachePlan(
                cache.name(),
                cache.mode().toString(),
                cache.owners(),
                cache.segments(),
                cache.alone(),
                cache.entries(),
                obstacles,
                notes);
    }

    private static void coordinated(Obstacles found, int owners, DrainCommand.@Nullable Grant grant, String silence) {
        if (grant == null) {
            found.when(true, "cannot be asked about: the coordinator " + silence, "ask again when it answers");
            return;
        }
        if (!grant.known()) {
            found.when(true, "is not known to the coordinator yet", "ask again in a moment");
            return;
        }
        found.when(!grant.rebalancing(), "must not move entries, as rebalancing is off", "switch rebalancing on");
        found.when(grant.others() == 0, "has no other member that could own it", "start another member");
        if (grant.others() > 0 && grant.others() < owners) {
            found.obstacles.add(new Obstacle(
                    found.cache,
                    "wants " + owners + " owners, and can have " + grant.others() + " without this member",
                    "start another member, or accept fewer copies",
                    true));
        }
    }

    private record Obstacles(String cache, List<Obstacle> obstacles) {

        void when(boolean so, String reason, String fix) {
            if (so) {
                obstacles.add(new Obstacle(cache, reason, fix, false));
            }
        }
    }
}
