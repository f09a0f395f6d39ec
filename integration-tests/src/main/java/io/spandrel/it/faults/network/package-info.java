/**
 * Where members hear each other, and where they can be kept from it.
 *
 * <p>{@link io.spandrel.it.faults.network.Isolation} starts this program again in namespaces of its own, where the machine
 * allows. There a {@link io.spandrel.it.faults.network.Network} gives each member a network stack and links that can be cut, one
 * direction at a time; elsewhere all members share loopback, and nothing can be cut.
 */
@NullMarked
package io.spandrel.it.faults.network;

import org.jspecify.annotations.NullMarked;
