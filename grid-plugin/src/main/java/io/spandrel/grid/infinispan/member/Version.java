package io.spandrel.grid.infinispan.member;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Spandrel's own version, written into the jar by the build. */
public final class Version {

    public static final String CURRENT = read();

    private Version() {}

    private static String read() {
        Properties properties = new Properties();
        try (InputStream stream = Version.class.getResourceAsStream("/io/spandrel/grid/version.properties")) {
            if (stream == null) {
                throw new IllegalStateException("version.properties is missing from the jar");
            }
            properties.load(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties.getProperty("version");
    }
}
