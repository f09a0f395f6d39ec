package io.spandrel.grid.conflict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.spandrel.grid.spi.ConflictResolver;
import io.spandrel.grid.spi.ConflictingValue;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConflictResolversTest {

    private final ClassLoader loader = getClass().getClassLoader();

    /** Named by its service, and by its class. */
    public static final class Own implements ConflictResolver {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public ConflictingValue resolve(Object key, ConflictingValue newer, ConflictingValue older) {
            return older;
        }
    }

    @Test
    void find_newest_asksNobody() {
        assertThat(ConflictResolvers.find("newest", loader)).isNull();
    }

    @Test
    void find_largest_isOurs() {
        assertThat(ConflictResolvers.find("largest", loader)).isInstanceOf(LargestValue.class);
    }

    @Test
    void find_className_isMade() {
        assertThat(ConflictResolvers.find(Own.class.getName(), loader)).isInstanceOf(Own.class);
    }

    @Test
    void find_serviceName_isFound(@TempDir Path directory) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(services.resolve(ConflictResolver.class.getName()), Own.class.getName());
        try (URLClassLoader withService =
                new URLClassLoader(new URL[] {directory.toUri().toURL()}, loader)) {
            assertThat(ConflictResolvers.find("own", withService)).isInstanceOf(Own.class);
            assertThatThrownBy(() -> ConflictResolvers.find("other", withService))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "consistency.conflict-resolver must be one of largest, newest, own or the name of a class on"
                                    + " the class path, was other");
        }
    }

    @Test
    void find_notAResolver_isRefused() {
        assertThatThrownBy(() -> ConflictResolvers.find("java.lang.Object", loader))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("must implement " + ConflictResolver.class.getName());
    }

    @Test
    void find_withoutAConstructor_isRefused() {
        assertThatThrownBy(() -> ConflictResolvers.find("java.lang.Integer", loader))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("needs a public constructor without arguments");
    }
}
