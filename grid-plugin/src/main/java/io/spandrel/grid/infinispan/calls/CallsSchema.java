package io.spandrel.grid.infinispan.calls;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-calls.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {CallsFigures.class, CallsFigures.Durations.class})
public interface CallsSchema extends GeneratedSchema {}
