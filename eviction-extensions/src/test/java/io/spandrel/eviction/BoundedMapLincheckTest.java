package io.spandrel.eviction;

import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/** The map is linearizable while nothing has to be evicted, and stays so while entries' life cycles interleave. */
@Param(name = "key", gen = IntGen.class, conf = "1:2")
public class BoundedMapLincheckTest {

    private final Evictor<Integer, Integer> evictor = new Evictor<>(
            Bound.ofEntries(EvictionPolicies.find("lru", BoundedMapLincheckTest.class.getClassLoader()), 10),
            RecordedEvents.ignored());
    private final BoundedMap<Integer, Integer> map = new BoundedMap<>(evictor);

    @Operation
    public Integer get(@Param(name = "key") int key) {
        return map.get(key);
    }

    @Operation
    public Integer put(@Param(name = "key") int key, @Param(gen = IntGen.class, conf = "1:9") int value) {
        return map.put(key, value);
    }

    @Operation
    public Integer remove(@Param(name = "key") int key) {
        return map.remove(key);
    }

    @Operation
    public Integer putIfAbsent(@Param(name = "key") int key, @Param(gen = IntGen.class, conf = "1:9") int value) {
        return map.putIfAbsent(key, value);
    }

    @Test
    void map_modelChecked_isLinearizable() {
        new ModelCheckingOptions()
                .iterations(4)
                .invocationsPerIteration(150)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(0)
                .actorsAfter(0)
                .check(getClass());
    }
}
