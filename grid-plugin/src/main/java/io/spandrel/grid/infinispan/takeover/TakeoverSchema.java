package io.spandrel.grid.infinispan.takeover;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-takeover.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {TakeoverCommand.class, DeputyCommand.class})
interface TakeoverSchema extends GeneratedSchema {}
