package io.spandrel.it.consistency;

import io.spandrel.grid.spi.CacheCapability;
import io.spandrel.grid.spi.CacheContext;

/** Stands in for what {@code <grid:consistency>} turns on too, and these tests do without. */
public abstract sealed class NotYet implements CacheCapability {

    private final String element;

    NotYet(String element) {
        this.element = element;
    }

    @Override
    public String element() {
        return element;
    }

    @Override
    public AutoCloseable install(CacheContext context) {
        return () -> {};
    }

    /** Comparison of owners. */
    public static final class AntiEntropy extends NotYet {
        public AntiEntropy() {
            super("anti-entropy");
        }
    }
}
