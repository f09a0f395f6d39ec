package io.spandrel.grid.infinispan.member;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.KeyText;
import io.spandrel.grid.KeyText.Format;
import java.util.List;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.commons.marshall.WrappedByteArray;
import org.infinispan.protostream.ImmutableSerializationContext;
import org.infinispan.protostream.ProtobufUtil;
import org.junit.jupiter.api.Test;

class ReadableTextTest {

    private final ImmutableSerializationContext schemas = ProtobufUtil.newSerializationContext();
    private final ReadableText readable = new ReadableText(schemas);

    @Test
    void json_isTold() {
        KeyText text = readable.of(wrapped("{\"n\":1}"), MediaType.APPLICATION_JSON, 100);

        assertThat(text).isEqualTo(new KeyText("{\"n\":1}", Format.JSON, "application/json", false, 7));
    }

    @Test
    void text_ofAnotherCharset_isDecoded() {
        MediaType latin = MediaType.fromString("text/plain; charset=ISO-8859-1");

        assertThat(readable.of(new byte[] {(byte) 0xdc}, latin, 100).text()).isEqualTo("Ü");
        assertThat(readable.of(new byte[] {(byte) 0xdc}, MediaType.TEXT_PLAIN, 100)
                        .format())
                .isEqualTo(Format.HEX);
    }

    @Test
    void controlCharacters_areNotPassedOn() {
        KeyText text = readable.of(wrapped("a\u001b[31m"), MediaType.APPLICATION_OCTET_STREAM, 100);

        assertThat(text.format()).isEqualTo(Format.HEX);
    }

    @Test
    void protostream_scalar_isItsValue() throws Exception {
        byte[] bytes = ProtobufUtil.toWrappedByteArray(schemas, "a \"quoted\" text");

        KeyText text = readable.of(bytes, MediaType.APPLICATION_PROTOSTREAM, 100);

        assertThat(text).isEqualTo(new KeyText("a \"quoted\" text", Format.TEXT, "string", false, bytes.length));
    }

    @Test
    void protostream_broken_isHexadecimal() {
        KeyText text = readable.of(new byte[] {1, 2, 3}, MediaType.APPLICATION_PROTOSTREAM, 100);

        assertThat(text.format()).isEqualTo(Format.HEX);
        assertThat(text.text()).isEqualTo("010203");
    }

    @Test
    void long_isCutBetweenCharacters() {
        KeyText text = readable.of("ab\ud83d\ude00cd", MediaType.APPLICATION_OBJECT, 3);

        assertThat(text.text()).isEqualTo("ab");
        assertThat(text.cut()).isTrue();
        assertThat(readable.of(new byte[100], MediaType.APPLICATION_OCTET_STREAM, 10))
                .extracting(KeyText::text, KeyText::cut, KeyText::bytes)
                .containsExactly("0000000000", true, 100L);
    }

    @Test
    void object_saysWhatItIs() {
        assertThat(readable.of(42, MediaType.APPLICATION_OBJECT, 100))
                .isEqualTo(new KeyText("42", Format.TEXT, "java.lang.Integer", false, -1));
        assertThat(readable.of(List.of(new Mute()), MediaType.APPLICATION_OBJECT, 100)
                        .text())
                .startsWith("toString() failed");
    }

    private static final class Mute {

        @Override
        public String toString() {
            throw new UnsupportedOperationException("mute");
        }
    }

    private static WrappedByteArray wrapped(String text) {
        return new WrappedByteArray(text.getBytes(UTF_8));
    }
}
