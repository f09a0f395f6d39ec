package io.spandrel.grid.infinispan.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.ConflictsReport;
import io.spandrel.grid.ConsistencyReport;
import java.io.IOException;
import java.util.Set;
import org.infinispan.protostream.ProtobufUtil;
import org.infinispan.protostream.SerializationContext;
import org.junit.jupiter.api.Test;

class ConsistencyFiguresTest {

    @Test
    void report_sentAndRead_isTheSame() throws IOException {
        ConsistencyReport report = new ConsistencyReport(
                new ConsistencyReport.Writes(1, 2, 3, 4, 5, 6, 10, 20, 7, 8, 9),
                new ConsistencyReport.Reads(11, 12, 13, 14, 15, 16, 17, 18),
                Set.of("b", "c"),
                21,
                28,
                22,
                23,
                26,
                24,
                25,
                27,
                new ConflictsReport("largest", 31, 32, 33, 34, 35, 36, 37));
        SerializationContext context = ProtobufUtil.newSerializationContext();
        ReportSchemaImpl schema = new ReportSchemaImpl();
        schema.registerSchema(context);
        schema.registerMarshallers(context);

        byte[] sent = ProtobufUtil.toWrappedByteArray(context, ConsistencyFigures.of(report));

        ConsistencyFigures read = ProtobufUtil.fromWrappedByteArray(context, sent);
        assertThat(read.report()).isEqualTo(report);
    }
}
