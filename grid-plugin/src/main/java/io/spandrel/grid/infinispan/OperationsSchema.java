package io.spandrel.grid.infinispan;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-operations.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {OperationCommand.class, OperationCommand.Reply.class, DoneCommand.class})
interface OperationsSchema extends GeneratedSchema {}
