package io.spandrel.grid.infinispan.consistency;

import io.spandrel.configuration.ConsistencyLevel;
import io.spandrel.grid.WriteException;
import io.spandrel.grid.WriteNotDoneException;
import io.spandrel.grid.WriteUnknownException;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * What a primary answers to the member where a write began, if it was not acknowledged as its level asks for. Infinispan keeps no
 * more of an exception than its message.
 *
 * @param unknown whether some owner may have it
 * @param level name of a {@link ConsistencyLevel}
 * @param missing names of members
 * @param reasons of those, in the same order
 */
@ProtoName("WriteFailure")
@ProtoTypeId(TypeIds.WRITE_FAILURE)
record WriteFailure(
        @ProtoField(1) boolean unknown,
        @ProtoField(2) long version,
        @ProtoField(3) String level,
        @ProtoField(4) List<String> acknowledged,
        @ProtoField(5) List<String> missing,
        @ProtoField(6) List<String> reasons) {

    @ProtoFactory
    WriteFailure {}

    static WriteFailure of(WriteException exception) {
        Map<String, String> missing = new TreeMap<>(exception.missing());
        return new WriteFailure(
                exception instanceof WriteUnknownException,
                exception.version(),
                exception.level().name(),
                exception.acknowledged(),
                List.copyOf(missing.keySet()),
                List.copyOf(missing.values()));
    }

    WriteException of(Object key) {
        Map<String, String> because = new TreeMap<>();
        for (int i = 0; i < missing.size(); i++) {
            because.put(missing.get(i), reasons.get(i));
        }
        ConsistencyLevel asked = ConsistencyLevel.valueOf(level);
        return unknown
                ? new WriteUnknownException(key, version, asked, acknowledged, because)
                : new WriteNotDoneException(key, version, asked, acknowledged, because);
    }
}
