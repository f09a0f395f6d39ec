/**
 * What an eviction policy has to keep to, whatever it prefers: run {@link PolicyContract} against your own.
 *
 * <p>{@link PolicyContract} is the way in; it lists its {@link PolicyCheck}s one by one or runs them all. {@link
 * PolicyCache} is the cache they drive the policy with, and serves tests of what your policy prefers just as well.
 *
 * <p>Needs the JDK and spandrel-eviction-extensions, and no test framework. See docs/extending.md.
 */
@NullMarked
package io.spandrel.eviction.kit;

import org.jspecify.annotations.NullMarked;
