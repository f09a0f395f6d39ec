package io.spandrel.it.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Infinispan's own tests, with our container in every cache. What fails there is run again without it: only what plain
 * Infinispan passes counts against us. Which tests, and which are left out and why: {@code docs/infinispan-tests.md}.
 */
class InfinispanOwnTestsIT {

    private static final String LISTS = "/infinispan-own-tests/";
    private static final boolean STRESS = Boolean.getBoolean("spandrel.test.stress");
    private static final Set<String> EXPLAINED = Set.copyOf(lines("explained.txt"));

    @Test
    void infinispansTests_everyCacheBounded_passAsBefore() throws IOException {
        List<String> classes = new ArrayList<>(lines("ordinary.txt"));
        if (STRESS) {
            classes.addAll(lines("stress.txt"));
        }

        Set<String> left = STRESS ? Set.of() : Set.copyOf(lines("waiting.txt"));
        OwnTestResult bounded = new OwnTestRun("bounded", true, left).run(classes);

        assertThat(BoundEveryCache.boundedCaches(bounded.output())).isGreaterThan(classes.size());
        assertThat(unexpected(bounded)).isEmpty();
        assertThat(bounded.passed()).hasSizeGreaterThan(5 * classes.size());
    }

    /** Failures that are not explained, that repeat, and that plain Infinispan does not have. */
    private static Map<String, String> unexpected(OwnTestResult bounded) throws IOException {
        Map<String, String> failures = new TreeMap<>(bounded.failed());
        failures.keySet().removeIf(InfinispanOwnTestsIT::isExplained);
        if (!failures.isEmpty()) {
            failures.keySet()
                    .retainAll(again("bounded-again", true, failures).failed().keySet());
        }
        if (!failures.isEmpty()) {
            failures.keySet().removeAll(again("plain", false, failures).failed().keySet());
        }
        return failures;
    }

    private static OwnTestResult again(String name, boolean bounded, Map<String, String> failures) throws IOException {
        List<String> classes = failures.keySet().stream()
                .map(method -> method.substring(0, method.indexOf('#')))
                .distinct()
                .toList();
        return new OwnTestRun(name, bounded, Set.of()).run(classes);
    }

    /** Whether the method, in any of its variants, is listed with the reason why it cannot pass. */
    private static boolean isExplained(String method) {
        return EXPLAINED.contains(method.replaceAll("\\\\\\[.*", ""));
    }

    /** The first word of each line; what follows is for the reader. */
    private static List<String> lines(String list) {
        try (InputStream file =
                Objects.requireNonNull(InfinispanOwnTestsIT.class.getResourceAsStream(LISTS + list), list)) {
            Stream<String> lines = new String(file.readAllBytes(), StandardCharsets.UTF_8).lines();
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> "org.infinispan." + line.split(" ", 2)[0])
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
