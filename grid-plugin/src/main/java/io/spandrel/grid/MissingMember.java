package io.spandrel.grid;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A member that is expected and is not in the view.
 *
 * @param name the member's name
 * @param lastSeen when it left the view, as the telling member knows; null: it has never seen it
 */
public record MissingMember(String name, @Nullable Instant lastSeen) {}
