/**
 * Values that move. {@link io.spandrel.console.live.MemberReports} asks the members, at most once at a time;
 * {@link io.spandrel.console.live.Sampler} turns what they say into a {@link io.spandrel.console.live.Sample} every
 * second while somebody watches, and hands each to {@link io.spandrel.console.live.EventStreams}, which keeps the last
 * five minutes in {@link io.spandrel.console.live.History} and sends it to the pages that listen. Of the time when nobody
 * watched, {@code MemberPasts} knows from what the members remember of themselves.
 *
 * <p>Dropped: a page that does not keep up, samples older than five minutes, and everything when the member stops.
 */
@NullMarked
package io.spandrel.console.live;

import org.jspecify.annotations.NullMarked;
