package io.spandrel.it.faults.cluster;

import java.util.Optional;

/**
 * What a member says of the cluster.
 *
 * @param topology the id of the cache's topology
 * @param members how many share the cache
 * @param view how many are in the view
 * @param settled whether no owners are being moved
 * @param availability as Infinispan writes it
 */
public record Status(int topology, int members, int view, boolean settled, String availability) {

    private static final long PATIENCE_MILLIS = 500;

    /** Asks a member; empty if it does not answer soon. */
    static Optional<Status> of(RemoteMember member) {
        Answer answer = member.call("status", PATIENCE_MILLIS);
        if (!answer.known()) {
            return Optional.empty();
        }
        String[] words = answer.text().split(" ");
        return Optional.of(new Status(
                Integer.parseInt(words[0]),
                Integer.parseInt(words[1]),
                Integer.parseInt(words[2]),
                Boolean.parseBoolean(words[3]),
                words[4]));
    }

    boolean complete(long all) {
        return members == all && view == all && settled && availability.equals("AVAILABLE");
    }

    @Override
    public String toString() {
        return "view of " + view + ", cache on " + members + (settled ? "" : ", moving owners")
                + (availability.equals("AVAILABLE") ? "" : ", " + availability);
    }
}
