package io.spandrel.grid.conflict;

import io.spandrel.grid.spi.ConflictResolver;
import io.spandrel.grid.spi.ConflictingValue;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/** The greater of two numbers; of everything else what takes more bytes; of equals the newer one. */
final class LargestValue implements ConflictResolver {

    @Override
    public String name() {
        return ConflictResolvers.LARGEST;
    }

    @Override
    public ConflictingValue resolve(Object key, ConflictingValue newer, ConflictingValue older) {
        BigDecimal one = number(newer.value());
        BigDecimal other = number(older.value());
        int difference =
                one != null && other != null ? other.compareTo(one) : Long.compare(older.bytes(), newer.bytes());
        return difference > 0 ? older : newer;
    }

    /* What is no number, and infinity: null. */
    private static @Nullable BigDecimal number(Object value) {
        if (value instanceof Byte || value instanceof Short || value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
        }
        if (value instanceof BigInteger number) {
            return new BigDecimal(number);
        }
        return value instanceof BigDecimal number ? number : null;
    }
}
