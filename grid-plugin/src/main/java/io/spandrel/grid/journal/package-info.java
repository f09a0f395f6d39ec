/**
 * A journal: small records that outlive the process that wrote them.
 *
 * <p>A {@link io.spandrel.grid.journal.Journal} appends records to a file, and from time to time replaces all files by one with
 * what still counts. {@link io.spandrel.grid.journal.RecordFile} is one such file, with a checksum for each record.
 *
 * <p>Knows nothing of what the records say, nor of Infinispan.
 */
@NullMarked
package io.spandrel.grid.journal;

import org.jspecify.annotations.NullMarked;
