package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the values of one type are written and read.
 *
 * @param kind tells types apart
 * @param type the values' own class
 */
record ValueType(Kind kind, Class<?> type) {

    private static final Map<Class<?>, Kind> KINDS = Map.of(
            String.class, Kind.TEXT,
            boolean.class, Kind.BOOLEAN,
            int.class, Kind.INTEGER,
            double.class, Kind.RATE,
            Duration.class, Kind.DURATION,
            List.class, Kind.WORDS);
    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?");

    static ValueType of(Class<?> type, Unit unit) {
        if (type == long.class) {
            return new ValueType(unit == Unit.COUNT ? Kind.COUNT : Kind.SIZE, type);
        }
        Kind kind = type.isEnum() ? Kind.WORD : KINDS.get(type);
        if (kind == null) {
            throw new IllegalStateException("No attribute can be a " + type);
        }
        return new ValueType(kind, type);
    }

    /** The type's name in the XSD. */
    String name() {
        return switch (kind) {
            case INTEGER -> "count";
            case WORD -> Language.kebab(type.getSimpleName());
            default -> kind.name().toLowerCase(Locale.ROOT);
        };
    }

    /** The value of a required attribute that was not written; no constraint accepts it. */
    Object absent() {
        return switch (kind) {
            case TEXT -> "";
            case BOOLEAN -> false;
            case INTEGER -> 0;
            case COUNT, SIZE -> 0L;
            case RATE -> -1.0;
            case DURATION -> Duration.ZERO;
            case WORDS -> List.of();
            case WORD -> type.getEnumConstants()[0];
        };
    }

    /**
     * Turns text into a value.
     *
     * @throws IllegalArgumentException with the rule that was broken
     */
    Object parse(String text) {
        return switch (kind) {
            case TEXT -> text;
            case BOOLEAN -> flag(text);
            case INTEGER -> integer(text);
            case COUNT -> whole(text);
            case SIZE -> Sizes.parse(text);
            case RATE -> decimal(text);
            case DURATION -> Durations.parse(text);
            case WORDS -> words(text);
            case WORD -> constant(type, text);
        };
    }

    /** Turns a value into its canonical text. */
    String format(Object value) {
        return switch (kind) {
            case TEXT, BOOLEAN, INTEGER, COUNT -> value.toString();
            case SIZE -> Sizes.format((Long) value);
            case RATE -> decimalText(value);
            case DURATION -> Durations.format((Duration) value);
            case WORDS -> wordsText(value);
            case WORD -> word(value);
        };
    }

    /** The words an enum's constants are written with; consistency levels in capitals, as the literature does. */
    static String word(Object constant) {
        String name = ((Enum<?>) constant).name();
        return constant instanceof ConsistencyLevel
                ? name
                : name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (word(constant).equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("must be one of "
                + Arrays.stream(type.getEnumConstants()).map(ValueType::word).collect(Collectors.joining(", ")));
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("must be true or false");
        };
    }

    private static int integer(String text) {
        long value = whole(text);
        if (value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("must be " + Integer.MAX_VALUE + " or less");
        }
        return (int) value;
    }

    private static long whole(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a whole number, not negative, of at most 18 digits");
        }
        return Long.parseLong(text);
    }

    private static double decimal(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw new IllegalArgumentException("must be a decimal number such as 0.002");
        }
        return Double.parseDouble(text);
    }

    static String decimalText(Object value) {
        double number = (Double) value;
        return Double.isFinite(number)
                ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                : Double.toString(number);
    }

    private static List<String> words(String text) {
        return Arrays.stream(text.split("[,\\s]+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    private static String wordsText(Object value) {
        return ((List<?>) value).stream().map(String::valueOf).collect(Collectors.joining(","));
    }

    /** The kinds of values; a size is written with a unit, an integer as a count, a word is an enum's constant. */
    enum Kind {
        TEXT,
        BOOLEAN,
        INTEGER,
        COUNT,
        SIZE,
        RATE,
        DURATION,
        WORDS,
        WORD
    }
}
