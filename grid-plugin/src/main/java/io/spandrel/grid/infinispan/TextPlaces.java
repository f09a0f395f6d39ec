package io.spandrel.grid.infinispan;

import io.spandrel.grid.CacheProblem;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.infinispan.commons.configuration.io.ConfigurationReaderException;
import org.infinispan.commons.configuration.io.Location;
import org.jspecify.annotations.Nullable;

/** Where in a text a problem is. Immutable. */
final class TextPlaces {

    /*
     * Infinispan's readers say where they stopped, in the exception or only in its message. Rules that are checked after reading
     * know names only; those are looked for in the text, the attribute behind its element.
     */
    private static final Pattern PLACE = Pattern.compile("\\[(\\d{1,6}),(\\d{1,6})]");
    private static final Pattern CODE_AND_TYPE = Pattern.compile("^(?:[\\w.]+Exception: )+");

    private final String text;

    private TextPlaces(String text) {
        this.text = text;
    }

    static TextPlaces of(String text) {
        return new TextPlaces(text);
    }

    /** A problem with an element or attribute, where that is named first. */
    CacheProblem problem(@Nullable String element, @Nullable String attribute, String message) {
        int from = element == null ? 0 : find("[:<]\\s*\"?" + Pattern.quote(element), 0);
        if (element != null && from < 0) {
            return new CacheProblem(0, 0, element, attribute, message);
        }
        int inside = attribute == null ? -1 : find("\\b" + Pattern.quote(attribute) + "\\b\"?\\s*[=:]", from);
        return at(inside < 0 ? from : inside, element, attribute, message);
    }

    /** A problem with what stands at an offset. */
    CacheProblem problem(int offset, String message) {
        return at(offset, null, null, message);
    }

    /** What a reader or a rule of Infinispan has thrown. */
    CacheProblem problem(RuntimeException failure) {
        Throwable cause = failure;
        while (!(cause instanceof ConfigurationReaderException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String message = CODE_AND_TYPE
                .matcher(cause.getMessage() == null ? cause.toString() : cause.getMessage())
                .replaceFirst("");
        if (cause instanceof ConfigurationReaderException reading) {
            Location place = reading.getLocation();
            return new CacheProblem(place.getLineNumber(), place.getColumnNumber(), null, null, message);
        }
        Matcher place = PLACE.matcher(message);
        return place.find()
                ? new CacheProblem(
                        Integer.parseInt(place.group(1)), Integer.parseInt(place.group(2)), null, null, message)
                : CacheProblem.ofWhole(message);
    }

    private int find(String pattern, int from) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find(from) ? matcher.start() : -1;
    }

    private CacheProblem at(int offset, @Nullable String element, @Nullable String attribute, String message) {
        String before = text.substring(0, offset);
        int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
        return new CacheProblem(line, offset - before.lastIndexOf('\n'), element, attribute, message);
    }
}
