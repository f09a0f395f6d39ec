package io.spandrel.eviction;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.spandrel.eviction.kit.PolicyContract;
import java.lang.reflect.InvocationTargetException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each built-in policy keeps the contract, and its own structure whole after every event. */
class BuiltInPoliciesTest {

    @TestFactory
    Stream<DynamicContainer> builtInPolicies_keepTheContract() {
        return EvictionPolicies.all(ClassLoader.getPlatformClassLoader()).values().stream()
                .map(factory -> dynamicContainer(
                        factory.name(),
                        PolicyContract.of(factory).invariants(BuiltInPoliciesTest::checkInvariants).checks().stream()
                                .map(check -> dynamicTest(check.name(), check::run))));
    }

    /** Seeds of operations that were found to break it. */
    @Test
    void auto_changesWithAnOverwrite_keepsTheContract() {
        EvictionPolicyFactory auto =
                EvictionPolicies.all(ClassLoader.getPlatformClassLoader()).get("auto");

        PolicyContract.of(auto).seed(54_544_257_707_269L).verify();
    }

    /** Every policy of ours has the method; it is hidden from users. */
    private static void checkInvariants(EvictionPolicy<?> policy) {
        try {
            policy.getClass().getDeclaredMethod("checkInvariants").invoke(policy);
        } catch (InvocationTargetException e) {
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError("no check of its own in " + policy.getClass(), e);
        }
    }
}
