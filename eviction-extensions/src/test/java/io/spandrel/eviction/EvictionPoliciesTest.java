package io.spandrel.eviction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class EvictionPoliciesTest {

    private final ClassLoader loader = getClass().getClassLoader();

    @Test
    void find_builtIn_hasThatName() {
        assertThat(EvictionPolicies.find("s3-fifo", loader).name()).isEqualTo("s3-fifo");
    }

    @Test
    void find_unknownName_listsKnownAndNearest() {
        assertThatThrownBy(() -> EvictionPolicies.find("s3fifo", loader))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("clock, ")
                .hasMessageContaining("was s3fifo; nearest: s3-fifo");
    }

    @Test
    void find_service_isFoundByItsName() {
        assertThat(EvictionPolicies.find("newest-first", loader)).isInstanceOf(NewestFirst.class);
    }

    @Test
    void find_className_isInstantiated() {
        assertThat(EvictionPolicies.find(NewestFirst.class.getName(), loader)).isInstanceOf(NewestFirst.class);
    }

    @Test
    void find_unknownClass_listsKnown() {
        assertThatThrownBy(() -> EvictionPolicies.find("com.example.Missing", loader))
                .hasMessageContaining("must be one of 2q, arc, auto, cawolfu, clock,");
    }

    @Test
    void find_classOfAnotherKind_saysWhatIsMissing() {
        assertThatThrownBy(() -> EvictionPolicies.find("java.lang.Object", loader))
                .hasMessageContaining("java.lang.Object must implement " + EvictionPolicyFactory.class.getName());
    }

    @Test
    void find_classThatCannotBeCreated_saysWhy() {
        assertThatThrownBy(() -> EvictionPolicies.find("java.lang.Integer", loader))
                .hasMessageContaining("java.lang.Integer needs a public constructor without arguments");
    }
}
