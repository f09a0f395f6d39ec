/**
 * Benchmarks, each named after the question it answers, and {@link io.spandrel.it.bench.Bench}, which {@code bin/bench}
 * starts: it runs what is compared in fresh JVMs, in turns, several rounds, and prints medians side by side. Absolute
 * figures belong to the machine; only the ratios of one run mean something.
 */
@NullMarked
package io.spandrel.it.bench;

import org.jspecify.annotations.NullMarked;
