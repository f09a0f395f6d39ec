package io.spandrel.grid.negativelookup;

import java.util.HashMap;
import java.util.Map;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;

/**
 * A key that is held from before a lookup until after it is found, however removals, moves and growth of the others fall
 * between the lookup's steps. The keys collide: there are hardly more fingerprints than keys.
 */
@Param(name = "key", gen = IntGen.class, conf = "1:6")
public class CuckooFilterLincheckTest {

    private final CuckooFilter filter = new CuckooFilter(0.4, 1, 3);

    /** Adds, and takes out again what it added: in between any key may have been moved. */
    @Operation
    public void addAndRemove(@Param(name = "key") int key) {
        filter.add(key);
        filter.remove(key);
    }

    @Operation
    public void add(@Param(name = "key") int key) {
        filter.add(key);
    }

    @Operation
    public boolean heldKeyIsFound(@Param(name = "key") int key) {
        filter.add(key);
        boolean found = filter.mayContain(key);
        filter.remove(key);
        return found;
    }

    @Test
    void filter_modelChecked_neverMissesAKey() {
        new ModelCheckingOptions()
                .iterations(8)
                .invocationsPerIteration(300)
                .threads(2)
                .actorsPerThread(3)
                .actorsBefore(2)
                .actorsAfter(1)
                .sequentialSpecification(Held.class)
                .check(getClass());
    }

    /** What must be so, whatever else is held. */
    public static final class Held {

        private final Map<Integer, Integer> keys = new HashMap<>();

        public void addAndRemove(int key) {
            keys.merge(key, 0, Integer::sum);
        }

        public void add(int key) {
            keys.merge(key, 1, Integer::sum);
        }

        public boolean heldKeyIsFound(int key) {
            return true;
        }
    }
}
