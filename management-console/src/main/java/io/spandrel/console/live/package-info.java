/**
 * Values that move. {@link io.spandrel.console.live.MemberReports} asks the members, at most once at a time;
 * {@link io.spandrel.console.live.Sampler} turns what they say into a {@link io.spandrel.console.live.Sample} every
 * second, keeps the last five minutes in {@link io.spandrel.console.live.History}, and hands each to
 * {@link io.spandrel.console.live.EventStreams}, which sends it to the pages that listen.
 *
 * <p>Dropped: a page that does not keep up, samples older than five minutes, and everything when the member stops.
 */
@NullMarked
package io.spandrel.console.live;

import org.jspecify.annotations.NullMarked;
