/**
 * A member in a process of its own, {@link io.spandrel.it.faults.member.FaultMember}, and the lines by which it is driven. Uses
 * nothing of Spandrel's modules, so that it also runs where only Infinispan is on the class path.
 */
@NullMarked
package io.spandrel.it.faults.member;

import org.jspecify.annotations.NullMarked;
