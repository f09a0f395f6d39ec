package io.spandrel.grid.infinispan.antientropy;

import org.infinispan.protostream.GeneratedSchema;
import org.infinispan.protostream.annotations.ProtoSchema;
import org.infinispan.protostream.annotations.ProtoSyntax;

/** The types of this package that travel. */
@ProtoSchema(
        service = false,
        allowNullFields = true,
        syntax = ProtoSyntax.PROTO3,
        schemaPackageName = "io.spandrel.grid",
        schemaFileName = "spandrel-anti-entropy.proto",
        schemaFilePath = "io/spandrel/grid",
        includeClasses = {
            TreeRootsCommand.class,
            TreeRootsCommand.Reply.class,
            TreeNodesCommand.class,
            TreeNodesCommand.Reply.class,
            TreeKeysCommand.class,
            TreeKeysCommand.Reply.class,
            HeldKeysCommand.class,
            HeldKeysCommand.Reply.class,
            HeldKeysCommand.Held.class,
            AntiEntropyFigures.class,
            AgreedCommand.class,
            ComparedCommand.class,
            ComparedCommand.Reply.class
        })
public interface AntiEntropySchema extends GeneratedSchema {}
