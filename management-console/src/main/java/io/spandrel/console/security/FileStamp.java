package io.spandrel.console.security;

import java.io.File;

/** Tells when a file has changed, by its time and length. Used by one thread at a time. */
final class FileStamp {

    private record Stamp(long modified, long length) {}

    private final File file;
    private Stamp seen;

    FileStamp(File file) {
        this.file = file;
        this.seen = now();
    }

    /** Whether it has changed since this was asked last. */
    boolean changed() {
        Stamp now = now();
        boolean changed = !now.equals(seen);
        seen = now;
        return changed;
    }

    private Stamp now() {
        return new Stamp(file.lastModified(), file.length());
    }
}
