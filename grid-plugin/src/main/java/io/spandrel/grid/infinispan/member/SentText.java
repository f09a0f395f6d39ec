package io.spandrel.grid.infinispan.member;

import io.spandrel.grid.KeyText;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoTypeId;

/** {@link KeyText} as it travels. */
@ProtoTypeId(TypeIds.KEY_TEXT)
public record SentText(
        @ProtoField(1) String text,
        @ProtoField(2) String format,
        @ProtoField(3) String type,
        @ProtoField(4) boolean cut,
        @ProtoField(5) long bytes) {

    @ProtoFactory
    public SentText {}

    public static SentText of(KeyText from) {
        return new SentText(from.text(), from.format().name(), from.type(), from.cut(), from.bytes());
    }

    public KeyText readable() {
        return new KeyText(text, KeyText.Format.valueOf(format), type, cut, bytes);
    }
}
