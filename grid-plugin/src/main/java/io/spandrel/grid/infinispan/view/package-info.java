/**
 * The cluster's views as a member has seen them, and what JGroups has to tell.
 *
 * <p>{@link io.spandrel.grid.infinispan.view.ViewListener} hears of them and greets who comes, {@code ViewLog} remembers them, and
 * {@code ViewUnion} puts together what all members remember. {@code JGroupsStacks} offers the plugin's own stack.
 */
@NullMarked
package io.spandrel.grid.infinispan.view;

import org.jspecify.annotations.NullMarked;
