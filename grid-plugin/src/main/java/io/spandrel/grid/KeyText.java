package io.spandrel.grid;

/**
 * A key or a value as a person reads it.
 *
 * @param text what it says, cut to a length; hexadecimal where it says nothing to a person
 * @param format how {@code text} was made
 * @param type the class, Protostream's name of the type, or the media type
 * @param cut whether there is more than {@code text} shows
 * @param bytes its length as it is stored; negative if it is kept as an object
 */
public record KeyText(String text, Format format, String type, boolean cut, long bytes) {

    /** What was made readable, and how. */
    public enum Format {
        TEXT,
        JSON,
        /** Protostream's bytes, shown as JSON. */
        PROTOSTREAM,
        HEX
    }
}
