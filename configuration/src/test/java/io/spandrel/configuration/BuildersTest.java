package io.spandrel.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class BuildersTest {

    @Test
    void builder_ofEveryElement_hasASetterForEveryAttribute() {
        assertThat(SchemaTest.ALL).allSatisfy(element -> {
            Class<?> builder = Class.forName(element.record().getName() + "Builder");
            assertThat(Arrays.stream(builder.getDeclaredMethods())
                            .filter(method -> !method.isSynthetic())
                            .map(Method::getName))
                    .containsExactlyInAnyOrder(Arrays.stream(element.record().getRecordComponents())
                            .map(RecordComponent::getName)
                            .toArray(String[]::new));
        });
    }
}
