package io.spandrel.grid.infinispan.key;

import io.spandrel.grid.infinispan.member.MemberSchema;
import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-key.proto",
        schemaFilePath = "io/spandrel/grid",
        dependsOn = {MemberSchema.class},
        includeClasses = {
            KeysCommand.class,
            KeysCommand.Reply.class,
            KeysCommand.FoundKey.class,
            FindKeyCommand.class,
            FindKeyCommand.Reply.class,
            CopyCommand.class,
            CopyCommand.Reply.class,
            HeldEntry.class
        })
interface KeySchema extends GeneratedSchema {}
