package io.spandrel.configuration;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Sizes as they are written: {@code 512KB 64MB 2GB}, powers of 1024; a bare number is bytes. */
final class Sizes {

    private static final Pattern WRITTEN = Pattern.compile("(\\d{1,18})(B|KB|MB|GB|TB)?");
    private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

    private Sizes() {}

    static long parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("must be a size such as 512KB, 64MB or 2GB");
        }
        long count = Long.parseLong(matcher.group(1));
        int shift = 10 * power(matcher.group(2));
        if (count > Long.MAX_VALUE >> shift) {
            throw new IllegalArgumentException("must be less than 8388608TB");
        }
        return count << shift;
    }

    static String format(long bytes) {
        int power = 0;
        long count = bytes;
        while (count != 0 && count % 1024 == 0 && power < UNITS.length - 1) {
            count /= 1024;
            power++;
        }
        return count + UNITS[power];
    }

    private static int power(@Nullable String unit) {
        for (int power = 0; power < UNITS.length; power++) {
            if (UNITS[power].equals(unit)) {
                return power;
            }
        }
        return 0;
    }
}
