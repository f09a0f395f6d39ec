package io.spandrel.grid.infinispan.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.spandrel.grid.Calls;
import io.spandrel.grid.CallsReport;
import io.spandrel.grid.LatencyHistogram;
import io.spandrel.grid.LatencyHistogram.Range;
import io.spandrel.grid.ReadPath;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.infinispan.protostream.ProtobufUtil;
import org.infinispan.protostream.SerializationContext;
import org.junit.jupiter.api.Test;

class CallsFiguresTest {

    @Test
    void report_sentAndRead_isTheSame() throws IOException {
        CallsReport report = new CallsReport(
                new Calls(
                        histogram(1_000, 60, 900),
                        histogram(2_000, 7, 1_900),
                        LatencyHistogram.EMPTY,
                        Map.of(ReadPath.MEMORY, 40L, ReadPath.MISSED, 20L)),
                new Calls(
                        histogram(1_000, 3, 1_000),
                        LatencyHistogram.EMPTY,
                        LatencyHistogram.EMPTY,
                        Map.of(ReadPath.MEMORY, 0L, ReadPath.MISSED, 3L)),
                62_000);
        SerializationContext context = ProtobufUtil.newSerializationContext();
        CallsSchemaImpl schema = new CallsSchemaImpl();
        schema.registerSchema(context);
        schema.registerMarshallers(context);

        byte[] sent = ProtobufUtil.toWrappedByteArray(context, CallsFigures.of(report));

        CallsFigures read = ProtobufUtil.fromWrappedByteArray(context, sent);
        assertThat(read.report()).isEqualTo(report);
    }

    private static LatencyHistogram histogram(long upToNanos, long count, long maxNanos) {
        return new LatencyHistogram(List.of(new Range(upToNanos, count)), maxNanos);
    }
}
