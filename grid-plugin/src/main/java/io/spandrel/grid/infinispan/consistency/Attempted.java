package io.spandrel.grid.infinispan.consistency;

import io.spandrel.grid.infinispan.member.TypeIds;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;

/**
 * What a primary answers if the topology has changed while it carried out a write: repeat it, and know that owners may have it.
 *
 * @param version that it had
 */
@ProtoName("AttemptedWrite")
@ProtoTypeId(TypeIds.ATTEMPTED_WRITE)
record Attempted(@ProtoField(1) long version) {

    @ProtoFactory
    Attempted {}
}
