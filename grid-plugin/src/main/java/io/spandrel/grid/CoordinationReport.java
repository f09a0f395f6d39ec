package io.spandrel.grid;

/**
 * What coordinated eviction has done on one member since the cache started there.
 *
 * @param victimsSent evicted keys told to a backup, once for each backup
 * @param victimsDropped evicted keys that could not be told because too many were waiting
 * @param followed entries that left because their primary had evicted them
 * @param refused evicted keys told by a member that is not, or no longer, the primary
 * @param readsSent entries read here as a backup, told to their primary
 * @param readsDropped entries read here as a backup that could not be told because too many were waiting
 * @param readsHeard entries led here whose reads at a backup were counted as hits
 * @param evened entries that left because a comparison had shown that not all owners held them
 * @param uncoordinatedEvictions entries that left without their primary's word because this member had no room for them
 */
public record CoordinationReport(
        long victimsSent,
        long victimsDropped,
        long followed,
        long refused,
        long readsSent,
        long readsDropped,
        long readsHeard,
        long evened,
        long uncoordinatedEvictions) {}
