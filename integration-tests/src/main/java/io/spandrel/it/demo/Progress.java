package io.spandrel.it.demo;

import java.util.Arrays;

/**
 * How far one member's replay has come.
 *
 * @param requests replayed since it began
 * @param hits of them
 * @param members in the grid, as that member sees it
 * @param finished whether it has replayed all it was asked to
 */
record Progress(long requests, long hits, int members, boolean finished) {

    private static final String PREFIX = "progress ";

    static final Progress NONE = new Progress(0, 0, 0, false);

    /** Hits over requests, 0..1; 0 before the first request. */
    double hitRatio() {
        return requests == 0 ? 0 : (double) hits / requests;
    }

    /** Both replays together, in the grid as this one sees it. */
    Progress plus(Progress other) {
        return new Progress(requests + other.requests, hits + other.hits, members, finished);
    }

    /** As one line from process to process. */
    String line() {
        return PREFIX + requests + " " + hits + " " + members + " " + finished;
    }

    static boolean isProgress(String line) {
        return line.startsWith(PREFIX);
    }

    static Progress of(String line) {
        String[] words = line.substring(PREFIX.length()).split(" ", -1);
        if (words.length != 4) {
            throw new IllegalArgumentException("not a progress line: " + Arrays.toString(words));
        }
        return new Progress(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Integer.parseInt(words[2]),
                Boolean.parseBoolean(words[3]));
    }
}
