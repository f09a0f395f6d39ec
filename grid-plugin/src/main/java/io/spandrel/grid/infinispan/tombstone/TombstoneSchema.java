package io.spandrel.grid.infinispan.tombstone;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-tombstone.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            TombstonesFigures.class,
            DeletesCommand.class,
            DeletesCommand.Reply.class,
            ConfirmCommand.class,
            ConfirmCommand.Reply.class,
            PurgeCommand.class
        })
public interface TombstoneSchema extends GeneratedSchema {}
