package io.spandrel.grid.infinispan.member;

import io.spandrel.configuration.EffectiveSetting;
import io.spandrel.grid.Setting;
import java.util.Collection;
import java.util.List;

/** Puts effective settings into the words of the report. */
public final class Settings {

    private Settings() {}

    public static List<Setting> of(Collection<EffectiveSetting> settings) {
        return settings.stream()
                .map(setting -> new Setting(
                        setting.element(),
                        setting.attribute(),
                        setting.value() == null ? "" : setting.value(),
                        setting.origin().toString()))
                .toList();
    }

    /** One line for the log: {@code element.attribute=value (origin)}, without the defaults. */
    static List<String> lines(Collection<EffectiveSetting> settings) {
        return of(settings).stream()
                .filter(setting -> !setting.origin().equals("default"))
                .map(setting -> setting.element() + "." + setting.attribute() + "=" + setting.value() + " ("
                        + setting.origin() + ")")
                .toList();
    }
}
