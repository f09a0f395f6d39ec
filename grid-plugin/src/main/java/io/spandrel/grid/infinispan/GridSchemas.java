package io.spandrel.grid.infinispan;

import io.spandrel.grid.infinispan.antientropy.AntiEntropySchemaImpl;
import io.spandrel.grid.infinispan.calls.CallsSchemaImpl;
import io.spandrel.grid.infinispan.consistency.ConsistencySchemaImpl;
import io.spandrel.grid.infinispan.drain.DrainSchemaImpl;
import io.spandrel.grid.infinispan.eviction.EvictionSchemaImpl;
import io.spandrel.grid.infinispan.handoff.HandoffSchemaImpl;
import io.spandrel.grid.infinispan.key.KeySchemaImpl;
import io.spandrel.grid.infinispan.member.MemberSchemaImpl;
import io.spandrel.grid.infinispan.merge.MergeSchemaImpl;
import io.spandrel.grid.infinispan.negativelookup.NegativeLookupSchemaImpl;
import io.spandrel.grid.infinispan.report.ReportSchemaImpl;
import io.spandrel.grid.infinispan.takeover.TakeoverSchemaImpl;
import io.spandrel.grid.infinispan.tombstone.TombstoneSchemaImpl;
import io.spandrel.grid.infinispan.view.ViewSchemaImpl;
import java.util.List;
import org.infinispan.protostream.SerializationContextInitializer;

/** What members say to each other, as it travels: a schema for each package, with type ids from {@code TypeIds}. */
final class GridSchemas {

    /** Each after those it depends on. */
    static final List<SerializationContextInitializer> ALL = List.of(
            new MemberSchemaImpl(),
            new AntiEntropySchemaImpl(),
            new CallsSchemaImpl(),
            new EvictionSchemaImpl(),
            new HandoffSchemaImpl(),
            new MergeSchemaImpl(),
            new NegativeLookupSchemaImpl(),
            new TombstoneSchemaImpl(),
            new ReportSchemaImpl(),
            new ConsistencySchemaImpl(),
            new KeySchemaImpl(),
            new TakeoverSchemaImpl(),
            new DrainSchemaImpl(),
            new ViewSchemaImpl(),
            new OperationsSchemaImpl());

    private GridSchemas() {}
}
