package io.spandrel.configuration;

import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as they are written: {@code 250ms 10s 5m 3h 10d}, or a bare {@code 0}. */
final class Durations {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    /* A hundred years: whatever is longer is a slip, and nanoseconds in a long reach to 292. */
    private static final Duration MAX = Duration.ofDays(36_500);

    private Durations() {}

    static Duration parse(String text) {
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a duration such as 250ms, 10s, 5m, 3h or 10d");
        }
        Duration unit = unit(matcher.group(2));
        long count = Long.parseLong(matcher.group(1));
        if (count > MAX.dividedBy(unit)) {
            throw new IllegalArgumentException("must not be longer than 36500d");
        }
        return unit.multipliedBy(count);
    }

    static String format(Duration duration) {
        if (duration.isZero()) {
            return "0";
        }
        for (String name : new String[] {"d", "h", "m", "s", "ms"}) {
            Duration unit = unit(name);
            if (unit.multipliedBy(duration.dividedBy(unit)).equals(duration)) {
                return duration.dividedBy(unit) + name;
            }
        }
        return duration.toString();
    }

    private static Duration unit(String name) {
        return UNITS.getOrDefault(name, Duration.ZERO);
    }
}
