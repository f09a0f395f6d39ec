package io.spandrel.grid.infinispan.member;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-member.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            IdentityCommand.class,
            IdentityCommand.Identity.class,
            AgreementCommand.class,
            AgreementCommand.Reply.class,
            NumberCommand.class,
            NumberCommand.Reply.class,
            SentText.class,
            PresenceCommand.class,
            WallClockCommand.class,
            WallClockCommand.Reply.class,
            StoppingCommand.class
        })
public interface MemberSchema extends GeneratedSchema {}
