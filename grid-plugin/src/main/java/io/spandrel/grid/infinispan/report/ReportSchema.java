package io.spandrel.grid.infinispan.report;

import io.spandrel.grid.infinispan.antientropy.AntiEntropySchema;
import io.spandrel.grid.infinispan.calls.CallsSchema;
import io.spandrel.grid.infinispan.eviction.EvictionSchema;
import io.spandrel.grid.infinispan.handoff.HandoffSchema;
import io.spandrel.grid.infinispan.merge.MergeSchema;
import io.spandrel.grid.infinispan.negativelookup.NegativeLookupSchema;
import io.spandrel.grid.infinispan.tombstone.TombstoneSchema;
import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-report.proto",
        schemaFilePath = "io/spandrel/grid",
        dependsOn = {
            AntiEntropySchema.class,
            CallsSchema.class,
            EvictionSchema.class,
            HandoffSchema.class,
            MergeSchema.class,
            NegativeLookupSchema.class,
            TombstoneSchema.class
        },
        includeClasses = {
            ReportCommand.class,
            ReportCommand.Reply.class,
            CacheFigures.class,
            CacheFigures.Counters.class,
            CacheFigures.Bound.class,
            CacheFigures.Coordination.class,
            ConsistencyFigures.class,
            ConsistencyFigures.Writes.class,
            ConsistencyFigures.Reads.class,
            DetailCommand.class,
            DetailCommand.Reply.class,
            DetailCommand.Collector.class,
            DetailCommand.SentSetting.class,
            HistoryCommand.class,
            HistoryCommand.Reply.class,
            HistoryCommand.Moment.class,
            HistoryCommand.Figures.class,
            HistoryCommand.CacheMoment.class,
            StandingFigures.class,
            TransferFigures.class
        })
interface ReportSchema extends GeneratedSchema {}
