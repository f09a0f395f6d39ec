package io.spandrel.grid.negativelookup;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Keys that one subscriber is told of together. Guarded by its session, but for {@link #settle}. */
final class AnnouncementBatch {

    private final CompletableFuture<Void> settled = new CompletableFuture<>();
    private int[] segments = new int[4];
    private long[] hashes = new long[4];
    private int[] ended = new int[0];
    private int size;

    void add(int segment, long hash) {
        if (size == hashes.length) {
            segments = Arrays.copyOf(segments, size * 2);
            hashes = Arrays.copyOf(hashes, size * 2);
        }
        segments[size] = segment;
        hashes[size++] = hash;
    }

    void end(int segment) {
        ended = Arrays.copyOf(ended, ended.length + 1);
        ended[ended.length - 1] = segment;
    }

    int size() {
        return size;
    }

    Announcement toAnnouncement(long session, long sequence) {
        return new Announcement(session, sequence, Arrays.copyOf(segments, size), Arrays.copyOf(hashes, size), ended);
    }

    CompletionStage<Void> settled() {
        return settled;
    }

    void settle() {
        settled.complete(null);
    }
}
