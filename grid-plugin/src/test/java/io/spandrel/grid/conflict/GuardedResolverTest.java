package io.spandrel.grid.conflict;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.conflict.GuardedResolver.Verdict;
import io.spandrel.grid.spi.ConflictResolver;
import io.spandrel.grid.spi.ConflictingValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GuardedResolverTest {

    private static final ConflictingValue NEWER = new ConflictingValue("new", 3, 2, Instant.EPOCH);
    private static final ConflictingValue OLDER = new ConflictingValue("old", 3, 1, Instant.EPOCH);

    private final List<RuntimeException> logged = new ArrayList<>();

    private GuardedResolver guarded(ConflictResolver resolver) {
        return new GuardedResolver(resolver, logged::add);
    }

    private static Verdict ask(GuardedResolver resolver) {
        return resolver.resolve(() -> "key", () -> NEWER, () -> OLDER);
    }

    @Test
    void resolve_oneOfTheTwo_isTaken() {
        assertThat(ask(guarded((key, newer, older) -> newer))).isEqualTo(Verdict.NEWER);
        assertThat(ask(guarded((key, newer, older) -> older))).isEqualTo(Verdict.OLDER);
        assertThat(logged).isEmpty();
    }

    static Stream<Map.Entry<String, ConflictResolver>> wrong() {
        return Stream.of(
                Map.entry("null", (key, newer, older) -> null),
                Map.entry("something else", (key, newer, older) -> new ConflictingValue("new", 3, 2, Instant.EPOCH)),
                Map.entry("cannot", (key, newer, older) -> {
                    throw new IllegalStateException("cannot");
                }),
                Map.entry("NoClassDefFoundError", (key, newer, older) -> {
                    throw new NoClassDefFoundError("gone");
                }));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void resolve_itFails_isCountedAndLoggedOnce(Map.Entry<String, ConflictResolver> wrong) {
        GuardedResolver resolver = guarded(wrong.getValue());

        assertThat(ask(resolver)).isEqualTo(Verdict.FAILED);
        assertThat(ask(resolver)).isEqualTo(Verdict.FAILED);
        assertThat(resolver.failures()).isEqualTo(2);
        assertThat(logged).singleElement().asString().contains(wrong.getKey());
    }

    @Test
    void resolve_theValueCannotBeRead_isAFailure() {
        GuardedResolver resolver = guarded((key, newer, older) -> older);

        Verdict verdict = resolver.resolve(() -> "key", () -> NEWER, () -> {
            throw new IllegalArgumentException("no such class");
        });

        assertThat(verdict).isEqualTo(Verdict.FAILED);
        assertThat(resolver.failures()).isEqualTo(1);
    }
}
