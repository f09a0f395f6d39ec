package io.spandrel.grid.infinispan.member;

import io.spandrel.configuration.ConfigCheck;
import io.spandrel.configuration.EffectiveSetting;
import io.spandrel.configuration.GridConfiguration;
import io.spandrel.configuration.GridContainerConfiguration;
import io.spandrel.configuration.TelemetryConfiguration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The container-level settings the module itself goes by; the defaults of {@code <grid:grid>} where it is absent. */
final class MemberSettings {

    private static final GridConfiguration DEFAULTS = new GridConfiguration(Optional.empty(), ConfigCheck.REFUSE, 1000);

    private final @Nullable GridContainerConfiguration container;
    private final GridConfiguration grid;

    MemberSettings(@Nullable GridContainerConfiguration container) {
        this.container = container;
        GridConfiguration present = container == null ? null : container.grid();
        this.grid = present == null ? DEFAULTS : present;
    }

    Optional<String> nodeName() {
        return grid.nodeName();
    }

    ConfigCheck configCheck() {
        return grid.configCheck();
    }

    int historySize() {
        return grid.historySize();
    }

    /** Whether operations get correlation ids. */
    boolean correlation() {
        TelemetryConfiguration telemetry = telemetry();
        return telemetry != null && telemetry.correlation();
    }

    /** Whether spans are made. */
    boolean tracing() {
        TelemetryConfiguration telemetry = telemetry();
        return telemetry != null && telemetry.tracing();
    }

    private @Nullable TelemetryConfiguration telemetry() {
        return container == null ? null : container.telemetry();
    }

    List<EffectiveSetting> effective() {
        return container == null ? List.of() : container.settings();
    }
}
