package io.spandrel.eviction.infinispan;

import io.spandrel.eviction.CoordinatedEntries;
import io.spandrel.eviction.CurveSnapshot;
import org.jspecify.annotations.Nullable;

/** The handle of a coordinated container: its figures are those of what is led and of what is followed together. */
final class RunningCoordinated extends RunningContainer implements CoordinatedHandle {

    private final CoordinatedContainer<?, ?> container;

    RunningCoordinated(CoordinatedContainer<?, ?> container, boolean inBytes) {
        super(container.evictor(), inBytes, container::stop);
        this.container = container;
    }

    @Override
    public long bound() {
        return container.capacity();
    }

    @Override
    public long size() {
        return container.evictionSize();
    }

    @Override
    public long entries() {
        return container.entries();
    }

    @Override
    public long evictions() {
        return container.evictions();
    }

    @Override
    public long prematureEvictions() {
        return container.prematureEvictions();
    }

    /* The curve watches what is led, within the part of the bound that is for it. */
    @Override
    public @Nullable CurveSnapshot curve() {
        CurveSnapshot ofLed = super.curve();
        return ofLed == null ? null : ofLed.stretched((double) bound() / super.bound());
    }

    @Override
    public void resize(long bound) {
        container.resize(bound);
    }

    @Override
    public CoordinatedEntries entriesByRole() {
        return container;
    }
}
