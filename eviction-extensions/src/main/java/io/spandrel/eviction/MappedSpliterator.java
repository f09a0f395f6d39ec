package io.spandrel.eviction;

import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Shows the elements of a concurrent collection's spliterator through a function; never claims to know its size. */
final class MappedSpliterator<S, T> implements Spliterator<T> {

    private final Spliterator<S> source;
    private final Function<? super S, ? extends T> shown;

    MappedSpliterator(Spliterator<S> source, Function<? super S, ? extends T> shown) {
        this.source = source;
        this.shown = shown;
    }

    @Override
    public boolean tryAdvance(Consumer<? super T> action) {
        return source.tryAdvance(element -> action.accept(shown.apply(element)));
    }

    @Override
    public void forEachRemaining(Consumer<? super T> action) {
        source.forEachRemaining(element -> action.accept(shown.apply(element)));
    }

    @Override
    public @Nullable Spliterator<T> trySplit() {
        Spliterator<S> half = source.trySplit();
        return half == null ? null : new MappedSpliterator<>(half, shown);
    }

    @Override
    public long estimateSize() {
        return source.estimateSize();
    }

    @Override
    public int characteristics() {
        return source.characteristics() & (CONCURRENT | NONNULL);
    }
}
