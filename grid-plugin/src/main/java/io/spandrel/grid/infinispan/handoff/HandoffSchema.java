package io.spandrel.grid.infinispan.handoff;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-handoff.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            HandoffCommand.class,
            HandoffCommand.Reply.class,
            HandoffFigures.class,
            HandoffFigures.Target.class
        })
public interface HandoffSchema extends GeneratedSchema {}
