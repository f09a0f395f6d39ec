package io.spandrel.grid.infinispan.merge;

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
        schemaFileName = "spandrel-merge.proto",
        schemaFilePath = "io/spandrel/grid",
        dependsOn = {MemberSchema.class},
        includeClasses = {
            MergeCommand.class,
            MergeCommand.Reply.class,
            SeparationCommand.class,
            SeparationCommand.Reply.class,
            ConflictsCommand.class,
            ConflictsCommand.Reply.class,
            ConflictsCommand.SentConflict.class,
            ConflictsCommand.SentWrite.class,
            ConflictsFigures.class
        })
public interface MergeSchema extends GeneratedSchema {}
