package io.spandrel.it.faults.trial;

/**
 * Something that happened in a run.
 *
 * @param nanos from its start
 * @param member whom it concerns; empty for all
 */
public record Event(long nanos, String member, String text) {}
