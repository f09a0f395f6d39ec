/**
 * The configuration language of the grid, urn:spandrel:config:grid:1.0.
 *
 * <p>{@link io.spandrel.configuration.Spandrel} is the way in for builders; a file needs none. A {@code …Configuration}
 * record is one element: its components are the attributes, declared once with type, default, meaning and constraint.
 * {@link Language} is the table read from them; parser, serializer, XSD test and documentation test follow the table.
 * What was written is kept as text ({@link Written}) until {@link Reading} turns it, the overrides of
 * {@link Overrides} and the defaults into records, effective settings and problems. {@link CacheRules} and
 * {@link ContainerRules} hold what no attribute can say alone.
 *
 * <p>Nothing is corrected: every {@link io.spandrel.configuration.Problem} is reported, all in one
 * {@link io.spandrel.configuration.ConfigException}. See docs/configuration.md.
 */
@NullMarked
package io.spandrel.configuration;

import org.jspecify.annotations.NullMarked;
