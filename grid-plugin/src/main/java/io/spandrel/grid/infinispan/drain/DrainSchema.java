package io.spandrel.grid.infinispan.drain;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-drain.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            DrainCommand.class,
            DrainCommand.Wish.class,
            DrainCommand.Grant.class,
            DrainCommand.Reply.class,
            DrainRequest.class,
            DrainRequest.Reply.class,
            DrainFigures.class,
            DrainFigures.Part.class,
            DrainFigures.InTheWay.class
        })
interface DrainSchema extends GeneratedSchema {}
