/**
 * The core of one member's side of the grid, which knows no capability.
 *
 * <p>A {@link io.spandrel.grid.infinispan.member.LocalMember} is what a cache manager has, a
 * {@link io.spandrel.grid.infinispan.member.CacheSide} what each of its caches has; what belongs to them beside is found by its
 * type among the components of the manager or of the cache. {@code Peers} asks other members with a {@code MemberCommand}, whose
 * types are numbered in {@code TypeIds}; {@code Identities} knows who they are, {@code JoinCheck} whether their configurations
 * agree, {@code ClockCheck} whether this member's wall clock can be believed. {@code Capabilities} finds what is to be installed.
 */
@NullMarked
package io.spandrel.grid.infinispan.member;

import org.jspecify.annotations.NullMarked;
