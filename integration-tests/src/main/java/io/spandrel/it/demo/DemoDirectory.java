package io.spandrel.it.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The demo's temporary files: logs and the console's users. Readable by this user alone.
 *
 * @param path the directory
 */
record DemoDirectory(Path path) {

    static DemoDirectory create() throws IOException {
        return new DemoDirectory(Files.createTempDirectory("spandrel-demo-"));
    }

    void delete() {
        try (Stream<Path> walk = Files.walk(path)) {
            List<Path> deepestFirst = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path file : deepestFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + path, e);
        }
    }
}
