package io.spandrel.it.policy;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.eviction.EvictionPolicyFactory;
import io.spandrel.eviction.kit.PolicyContract;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The kit as it is packaged. */
class PolicyKitIT {

    @Test
    void jar_ofTheKit_holdsNothingElse() throws Exception {
        try (JarFile jar =
                new JarFile(Path.of(jarOf(PolicyContract.class).toURI()).toFile())) {
            assertThat(jar.stream().map(JarEntry::getName).filter(name -> !name.endsWith("/")))
                    .contains("io/spandrel/eviction/kit/PolicyContract.class")
                    .allMatch(name -> name.startsWith("io/spandrel/eviction/kit/") || name.startsWith("META-INF/"))
                    .noneMatch(name -> name.startsWith("META-INF/services/"));
        }
    }

    @Test
    void verify_nothingButTheTwoJars_runs() throws Exception {
        URL[] jars = {jarOf(PolicyContract.class), jarOf(EvictionPolicyFactory.class), jarOf(NewcomersFirst.class)};
        try (URLClassLoader alone = new URLClassLoader(jars, ClassLoader.getPlatformClassLoader())) {
            Object policy = alone.loadClass(NewcomersFirst.class.getName())
                    .getConstructor()
                    .newInstance();
            Class<?> contract = alone.loadClass(PolicyContract.class.getName());
            Object checked = contract.getMethod("of", alone.loadClass(EvictionPolicyFactory.class.getName()))
                    .invoke(null, policy);

            contract.getMethod("verify").invoke(checked);

            assertThat(checked.getClass()).isNotEqualTo(PolicyContract.class);
        }
    }

    private static URL jarOf(Class<?> type) throws IOException {
        return type.getProtectionDomain().getCodeSource().getLocation();
    }
}
