package io.spandrel.grid.infinispan.view;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-view.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            ViewsCommand.class,
            ViewsCommand.Reply.class,
            ViewsCommand.View.class,
            ViewsCommand.Group.class,
            ViewsCommand.Someone.class,
            ViewsCommand.Settled.class
        })
interface ViewSchema extends GeneratedSchema {}
