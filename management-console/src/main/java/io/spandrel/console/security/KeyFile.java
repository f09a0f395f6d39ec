package io.spandrel.console.security;

import io.spandrel.console.security.TokenKeys.Key;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Keys in a file, which is read again when it changes. */
final class KeyFile implements KeySource {

    private final Path file;
    private final FileStamp stamp;
    private volatile List<Key> keys;

    /** @throws IOException if the file cannot be used; says why */
    KeyFile(Path file) throws IOException {
        this.file = file;
        this.stamp = new FileStamp(file.toFile());
        this.keys = read();
    }

    @Override
    public List<Key> keys(@Nullable String id) {
        return keys;
    }

    @Override
    public boolean refresh() throws IOException {
        if (!stamp.changed()) {
            return false;
        }
        keys = read();
        return true;
    }

    @Override
    public String patience() {
        return "until the file changes again";
    }

    private List<Key> read() throws IOException {
        return TokenKeys.parse(Files.readString(file), file.toString());
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
