package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Files that repeat the table: they are written with {@code -Dspandrel.generate=true} and otherwise compared. */
final class Generated {

    private Generated() {}

    static void check(Path file, String expected) throws IOException {
        if (Boolean.getBoolean("spandrel.generate")) {
            Files.writeString(file, expected);
        }
        assertThat(Files.readString(file))
                .as("%s must repeat the table: mvn test -pl configuration -Dspandrel.generate=true", file)
                .isEqualTo(expected);
    }
}
