package io.spandrel.configuration;

import java.util.ArrayList;
import java.util.List;
import org.infinispan.commons.configuration.Combine;
import org.infinispan.configuration.global.GlobalConfiguration;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;

/** Builds the {@code grid:} elements of the cache container. Not thread-safe. */
public final class GridContainerConfigurationBuilder extends DraftBuilder<GridContainerConfiguration> {

    private final GlobalConfigurationBuilder container;
    private final Draft draft = new Draft(Language.CONTAINER);

    /** Called by {@link GlobalConfigurationBuilder#addModule}; prefer {@link Spandrel#container}. */
    public GridContainerConfigurationBuilder(GlobalConfigurationBuilder container) {
        this.container = container;
    }

    /** Turns {@code <grid:grid>} on, or continues it. */
    public GridConfigurationBuilder grid() {
        return new GridConfigurationBuilder(this);
    }

    /** Turns {@code <grid:console>} on, or continues it. */
    public ConsoleConfigurationBuilder console() {
        grid();
        return new ConsoleConfigurationBuilder(this);
    }

    /** Turns {@code <grid:telemetry>} on, or continues it. */
    public TelemetryConfigurationBuilder telemetry() {
        grid();
        return new TelemetryConfigurationBuilder(this);
    }

    /** Turns {@code <grid:resp>} on, or continues it. */
    public RespConfigurationBuilder resp() {
        grid();
        return new RespConfigurationBuilder(this);
    }

    /** Back to the container's own settings. */
    public GlobalConfigurationBuilder and() {
        return container;
    }

    /**
     * Builds the whole container configuration.
     *
     * @throws ConfigException with all problems of its {@code grid:} elements
     */
    public GlobalConfiguration build() {
        return container.build();
    }

    @Override
    Draft draft() {
        return draft;
    }

    @Override
    List<Problem> problems() {
        Reading reading = draft.source().reading(new Written());
        List<Problem> problems = new ArrayList<>(reading.problems());
        problems.addAll(Constraints.check(ContainerElements.of(reading), reading));
        return problems;
    }

    @Override
    public GridContainerConfiguration create() {
        return new GridContainerConfiguration(draft.source());
    }

    @Override
    public GridContainerConfigurationBuilder read(GridContainerConfiguration template, Combine combine) {
        draft.read(template.source(), combine);
        return this;
    }

    @Override
    public String toString() {
        return "grid" + draft.written;
    }
}
