package io.spandrel.grid.infinispan.member;

import org.jspecify.annotations.Nullable;

/**
 * What came back from one member that was asked.
 *
 * @param value its reply; null: none
 * @param failure why there is none; null where the member has left or is stopping
 */
public record Answer<T>(@Nullable T value, @Nullable String failure) {}
