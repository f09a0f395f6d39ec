package io.spandrel.grid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One node of the grid, as the answering member knows it.
 *
 * @param name stable name across restarts ({@code grid node-name}, else the transport's node name)
 * @param address the transport's address of this incarnation
 * @param physicalAddress host and port, or null while it is unknown
 * @param coordinator whether it coordinates the current view
 * @param self whether it is the member that answered
 * @param joinedAt when the answering member first saw it in a view
 * @param version Spandrel's version there, or null until it has answered once
 */
public record Member(
        String name,
        String address,
        @Nullable String physicalAddress,
        boolean coordinator,
        boolean self,
        Instant joinedAt,
        @Nullable String version) {}
