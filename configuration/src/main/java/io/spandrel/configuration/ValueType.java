package io.spandrel.configuration;

import io.spandrel.configuration.Attribute.Unit;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How the values of one type are written and read.
 *
 * @param name the type's name in the XSD
 * @param absent the value of a required attribute that was not written; no constraint accepts it
 * @param parse turns text into a value, or throws {@link IllegalArgumentException} with the rule that was broken
 * @param format turns a value into its canonical text
 */
record ValueType(String name, Object absent, Function<String, ?> parse, Function<Object, String> format) {

    private static final Pattern WHOLE = Pattern.compile("\\d{1,18}");
    private static final Pattern DECIMAL = Pattern.compile("\\d{1,9}(\\.\\d{1,18})?");

    static ValueType of(Class<?> type, Unit unit) {
        if (type == String.class) {
            return new ValueType("text", "", text -> text, Object::toString);
        }
        if (type == boolean.class) {
            return new ValueType("boolean", false, ValueType::flag, Object::toString);
        }
        if (type == int.class) {
            return new ValueType("count", 0, ValueType::integer, Object::toString);
        }
        if (type == long.class) {
            return unit == Unit.COUNT
                    ? new ValueType("count", 0L, ValueType::whole, Object::toString)
                    : new ValueType("size", 0L, Sizes::parse, value -> Sizes.format((Long) value));
        }
        if (type == double.class) {
            return new ValueType("rate", -1.0, ValueType::decimal, ValueType::decimalText);
        }
        if (type == Duration.class) {
            return new ValueType(
                    "duration", Duration.ZERO, Durations::parse, value -> Durations.format((Duration) value));
        }
        if (type == List.class) {
            return new ValueType("words", List.of(), ValueType::words, ValueType::wordsText);
        }
        if (type.isEnum()) {
            return new ValueType(
                    Language.kebab(type.getSimpleName()),
                    type.getEnumConstants()[0],
                    text -> constant(type, text),
                    ValueType::word);
        }
        throw new IllegalStateException("No attribute can be a " + type);
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
}
