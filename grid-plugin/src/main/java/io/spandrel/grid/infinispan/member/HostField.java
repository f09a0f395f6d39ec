package io.spandrel.grid.infinispan.member;

import java.lang.reflect.Field;
import org.jspecify.annotations.Nullable;

/**
 * A field of an Infinispan class that nothing else leads to.
 *
 * @param <T> what it holds
 */
public final class HostField<T> {

    private final Field field;

    /**
     * @throws IllegalStateException if this Infinispan has no such field, or does not let it be used
     */
    public HostField(Class<?> owner, String name) {
        try {
            field = owner.getDeclaredField(name);
            field.setAccessible(true);
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new IllegalStateException(
                    "Infinispan's " + owner.getName() + " has no '" + name + "' to be used: this version of Spandrel is"
                            + " for another one",
                    e);
        }
    }

    @SuppressWarnings("unchecked")
    public T get(Object of) {
        try {
            return (T) field.get(of);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be read", e);
        }
    }

    public void set(Object of, @Nullable T value) {
        try {
            field.set(of, value);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " cannot be set", e);
        }
    }
}
