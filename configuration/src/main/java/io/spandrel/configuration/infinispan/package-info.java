/** What of the configuration needs classes of Infinispan that are not its API. */
@NullMarked
package io.spandrel.configuration.infinispan;

import org.jspecify.annotations.NullMarked;
