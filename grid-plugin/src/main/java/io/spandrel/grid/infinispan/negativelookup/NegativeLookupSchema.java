package io.spandrel.grid.infinispan.negativelookup;

import io.spandrel.grid.negativelookup.FilterState;
import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-negative-lookup.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            SubscribeCommand.class,
            RenewCommand.class,
            AnnounceCommand.class,
            FenceCommand.class,
            FenceCommand.Reply.class,
            FenceCommand.Grant.class,
            FilterState.class,
            FilterState.Table.class,
            FilterState.Overflow.class,
            FilterFigures.class,
            FilterFigures.Copies.class
        })
public interface NegativeLookupSchema extends GeneratedSchema {}
