/**
 * What is done to the members: a {@link io.spandrel.it.faults.scenario.Scenario} is a configuration, a
 * {@link io.spandrel.it.faults.scenario.Fault} and how long it lasts. {@link io.spandrel.it.faults.scenario.Scenarios} lists them.
 */
@NullMarked
package io.spandrel.it.faults.scenario;

import org.jspecify.annotations.NullMarked;
