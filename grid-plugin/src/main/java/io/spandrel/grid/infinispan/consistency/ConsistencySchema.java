package io.spandrel.grid.infinispan.consistency;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-consistency.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            ClearOlderCommand.class,
            ClockCommand.class,
            RepairCommand.class,
            RepairCommand.State.class,
            RepairCommand.Reply.class,
            RepairCommand.Held.class,
            PassOnCommand.class,
            CopiesCommand.class,
            CopiesCommand.Reply.class,
            CopiesCommand.Held.class,
            WriteFailure.class,
            Attempted.class,
            SettleCommand.class,
            SettleCommand.Reply.class,
            SettleCommand.Outcome.class,
            SegmentVersionsCommand.class,
            SegmentVersionsCommand.Reply.class,
            BaselineCommand.class,
            BaselineCommand.Reply.class,
            LineageCommand.class,
            LineageCommand.Reply.class
        })
interface ConsistencySchema extends GeneratedSchema {}
