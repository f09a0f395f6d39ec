package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.KeyText;
import io.spandrel.grid.KeyText.Format;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.dataconversion.internal.Json;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.protostream.ImmutableSerializationContext;
import org.infinispan.protostream.ProtobufUtil;

/** Makes keys and values readable to a person, as far as their bytes or their class allow it. Thread-safe. */
public final class ReadableText {

    /** Bytes that are made readable as a whole; of what is longer, the beginning is shown in hexadecimal. */
    private static final int BYTES_MAX = 1 << 20;

    private final ImmutableSerializationContext schemas;

    /** @param schemas the types of the application that Protostream knows */
    public ReadableText(ImmutableSerializationContext schemas) {
        this.schemas = schemas;
    }

    /**
     * @param stored as the cache stores it
     * @param type what the cache says that its bytes are
     * @param lengthMax characters, 1 or more
     */
    public KeyText of(Object stored, MediaType type, int lengthMax) {
        if (stored instanceof WrappedByteArray wrapped) {
            return ofBytes(wrapped.getBytes(), type, lengthMax);
        }
        if (stored instanceof byte[] bytes) {
            return ofBytes(bytes, type, lengthMax);
        }
        return text(said(stored), Format.TEXT, stored.getClass().getTypeName(), -1, lengthMax);
    }

    /** Its length as it is stored; negative for an object. */
    public static long bytes(Object stored) {
        if (stored instanceof WrappedByteArray wrapped) {
            return wrapped.getLength();
        }
        return stored instanceof byte[] bytes ? bytes.length : -1;
    }

    /* The application's own toString may fail. */
    private static String said(Object stored) {
        try {
            return String.valueOf(stored);
        } catch (RuntimeException e) {
            return "toString() failed: " + e;
        }
    }

    private KeyText ofBytes(byte[] bytes, MediaType type, int lengthMax) {
        if (bytes.length > BYTES_MAX) {
            return hexadecimal(bytes, type, lengthMax);
        }
        if (type.match(MediaType.APPLICATION_PROTOSTREAM)) {
            return protostream(bytes, type, lengthMax);
        }
        Format format = type.match(MediaType.APPLICATION_JSON) ? Format.JSON : Format.TEXT;
        Charset charset = type.getParameter("charset").isPresent() ? type.getCharset() : StandardCharsets.UTF_8;
        try {
            String text = charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            if (text.codePoints().allMatch(ReadableText::isReadable)) {
                return text(text, format, type.getTypeSubtype(), bytes.length, lengthMax);
            }
        } catch (CharacterCodingException e) {
            return hexadecimal(bytes, type, lengthMax);
        }
        return hexadecimal(bytes, type, lengthMax);
    }

    private KeyText protostream(byte[] bytes, MediaType type, int lengthMax) {
        String json;
        Json parsed;
        try {
            json = ProtobufUtil.toCanonicalJSON(schemas, bytes);
            parsed = Json.read(json);
        } catch (IOException | RuntimeException e) {
            return hexadecimal(bytes, type, lengthMax);
        }
        String name =
                parsed.isObject() && parsed.has("_type") ? parsed.at("_type").asString() : type.getTypeSubtype();
        boolean scalar = parsed.isObject() && parsed.has("_value");
        return scalar
                ? text(scalar(parsed.at("_value")), Format.TEXT, name, bytes.length, lengthMax)
                : text(json, Format.PROTOSTREAM, name, bytes.length, lengthMax);
    }

    private static String scalar(Json value) {
        return value.isString() ? value.asString() : value.toString();
    }

    private static boolean isReadable(int character) {
        return !Character.isISOControl(character) || character == '\n' || character == '\r' || character == '\t';
    }

    private static KeyText hexadecimal(byte[] bytes, MediaType type, int lengthMax) {
        int shown = Math.min(bytes.length, Math.max(1, lengthMax / 2));
        String text = HexFormat.of().formatHex(bytes, 0, shown);
        return new KeyText(text, Format.HEX, type.getTypeSubtype(), shown < bytes.length, bytes.length);
    }

    private static KeyText text(String text, Format format, String type, long bytes, int lengthMax) {
        if (text.length() <= lengthMax) {
            return new KeyText(text, format, type, false, bytes);
        }
        int end = Character.isHighSurrogate(text.charAt(lengthMax - 1)) ? lengthMax - 1 : lengthMax;
        return new KeyText(text.substring(0, end), format, type, true, bytes);
    }
}
