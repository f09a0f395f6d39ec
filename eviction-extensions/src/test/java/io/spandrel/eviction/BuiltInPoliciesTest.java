package io.spandrel.eviction;

import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.spandrel.eviction.kit.PolicyContract;
import java.lang.reflect.InvocationTargetException;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    @ParameterizedTest
    @CsvSource({"auto, 54544257707269", "s3-fifo, 89611838536472"})
    void seedsThatWereFoundToBreakIt_keepTheContract(String policy, long seed) {
        EvictionPolicyFactory factory = Objects.requireNonNull(
                EvictionPolicies.all(ClassLoader.getPlatformClassLoader()).get(policy));

        PolicyContract.of(factory).seed(seed).verify();
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
