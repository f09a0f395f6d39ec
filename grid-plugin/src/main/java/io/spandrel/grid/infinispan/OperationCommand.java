package io.spandrel.grid.infinispan;

import io.spandrel.grid.infinispan.member.LocalMember;
import io.spandrel.grid.infinispan.member.MemberCommand;
import io.spandrel.grid.infinispan.member.TypeIds;
import java.util.concurrent.CompletionStage;
import org.infinispan.protostream.annotations.ProtoFactory;
import org.infinispan.protostream.annotations.ProtoField;
import org.infinispan.protostream.annotations.ProtoName;
import org.infinispan.protostream.annotations.ProtoTypeId;
import org.jspecify.annotations.Nullable;

/** Do your part of an operation on a cache. */
@ProtoTypeId(TypeIds.OPERATION_COMMAND)
final class OperationCommand extends MemberCommand {

    static final String EVICT = "evict";
    static final String EXPIRE = "expire";
    static final String CHANGE = "change";
    static final String COMPARE = "compare-owners";
    static final String CHECK = "check-owners";
    static final String PAUSE_ANTI_ENTROPY = "pause-anti-entropy";
    static final String RESUME_ANTI_ENTROPY = "resume-anti-entropy";
    static final String PAUSE_HANDOFF = "pause-handoff";
    static final String RESUME_HANDOFF = "resume-handoff";
    static final String DROP_HINTS = "drop-hints";

    @ProtoField(1)
    final String operation;

    @ProtoField(2)
    final String cache;

    @ProtoField(3)
    final String element;

    @ProtoField(4)
    final String attribute;

    @ProtoField(5)
    final String value;

    /** Ties together what the operation does on all members; empty: no ids are given. */
    @ProtoField(6)
    final String correlation;

    @ProtoFactory
    OperationCommand(
            String operation, String cache, String element, String attribute, String value, String correlation) {
        this.operation = operation;
        this.cache = cache;
        this.element = element;
        this.attribute = attribute;
        this.value = value;
        this.correlation = correlation;
    }

    static OperationCommand of(String operation, String cache, String correlation) {
        return new OperationCommand(operation, cache, "", "", "", correlation);
    }

    /** About what a member is owed, given by its name. */
    static OperationCommand handoff(String operation, String cache, String member, String correlation) {
        return new OperationCommand(operation, cache, "", "", member, correlation);
    }

    @Override
    public CompletionStage<Reply> answer(LocalMember member) {
        return member.component(Operations.class).perform(this);
    }

    @Override
    public String toString() {
        return "OperationCommand{" + operation + ", cache=" + cache + '}';
    }

    /**
     * @param count entries or hints removed, where the operation removes any
     * @param failure why the member did not do its part; null: it did
     */
    @ProtoName("OperationReply")
    @ProtoTypeId(TypeIds.OPERATION_REPLY)
    record Reply(
            @ProtoField(1) long count,
            @ProtoField(2) @Nullable String failure) {

        @ProtoFactory
        Reply {}
    }
}
