package io.spandrel.grid;

import java.util.List;
import java.util.stream.Collectors;
import org.infinispan.commons.CacheException;

/** A member was not drained. It owns its segments as before, or is given them back. */
public final class DrainException extends CacheException {

    private static final long serialVersionUID = 1L;

    private final transient List<DrainPlan.Obstacle> obstacles;

    public DrainException(String member, List<DrainPlan.Obstacle> obstacles) {
        super("Member '" + member + "' is not drained: "
                + obstacles.stream().map(DrainPlan.Obstacle::toString).collect(Collectors.joining("; ")));
        this.obstacles = List.copyOf(obstacles);
    }

    public DrainException(String member, String reason) {
        this("Member '" + member + "' is not drained: " + reason);
    }

    /** As another member has said it. */
    public DrainException(String message) {
        super(message);
        this.obstacles = List.of();
    }

    /** Why it was refused; empty if it was begun and has failed, or was refused by another member. */
    public List<DrainPlan.Obstacle> obstacles() {
        return obstacles == null ? List.of() : obstacles;
    }
}
