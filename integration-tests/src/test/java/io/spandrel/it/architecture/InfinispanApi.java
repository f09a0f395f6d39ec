package io.spandrel.it.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** What Infinispan promises to keep, and what it does not. */
final class InfinispanApi {

    private static final Set<String> PACKAGES = read("/infinispan-api-packages.txt");

    private InfinispanApi() {}

    /** Infinispan's classes outside its public API. ProtoStream is a library of its own, all of it meant for users. */
    static DescribedPredicate<JavaClass> internal() {
        return DescribedPredicate.describe(
                "are internals of Infinispan",
                type -> type.getPackageName().startsWith("org.infinispan")
                        && !type.getPackageName().startsWith("org.infinispan.protostream")
                        && !PACKAGES.contains(type.getPackageName()));
    }

    private static Set<String> read(String resource) {
        try (InputStream file = Objects.requireNonNull(InfinispanApi.class.getResourceAsStream(resource))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
