/**
 * The members under test as the laboratory sees them: a {@link io.spandrel.it.faults.cluster.Cluster} of
 * {@link io.spandrel.it.faults.cluster.RemoteMember}s, started with the files of an {@link io.spandrel.it.faults.cluster.Engine}.
 */
@NullMarked
package io.spandrel.it.faults.cluster;

import org.jspecify.annotations.NullMarked;
