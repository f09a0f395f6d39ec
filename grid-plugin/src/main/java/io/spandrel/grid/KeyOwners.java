package io.spandrel.grid;

import java.util.List;

/**
 * Where a key lives.
 *
 * @param segment the key's segment
 * @param primary its primary owner
 * @param backups its backup owners, in order
 */
public record KeyOwners(int segment, String primary, List<String> backups) {

    public KeyOwners {
        backups = List.copyOf(backups);
    }
}
