package io.spandrel.grid.infinispan.eviction;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-eviction.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            CurveFigures.class,
            ChoiceFigures.class,
            CoordinationCommand.class,
            ComparisonCommand.class,
            ComparisonCommand.Digest.class,
            ComparisonCommand.SegmentKeys.class,
            ComparisonCommand.Reply.class
        })
public interface EvictionSchema extends GeneratedSchema {}
