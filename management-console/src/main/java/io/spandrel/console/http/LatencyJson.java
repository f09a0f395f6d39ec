package io.spandrel.console.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import io.spandrel.grid.LatencyHistogram;
import java.io.IOException;

/** Tells a histogram by what is read off it, not by its ranges. */
final class LatencyJson extends StdSerializer<LatencyHistogram> {

    private static final long serialVersionUID = 1L;

    LatencyJson() {
        super(LatencyHistogram.class);
    }

    @Override
    public void serialize(LatencyHistogram of, JsonGenerator json, SerializerProvider provider) throws IOException {
        json.writeStartObject();
        json.writeNumberField("count", of.count());
        json.writeNumberField("p50Nanos", of.p50Nanos());
        json.writeNumberField("p99Nanos", of.p99Nanos());
        json.writeNumberField("p999Nanos", of.p999Nanos());
        json.writeNumberField("maxNanos", of.maxNanos());
        json.writeEndObject();
    }
}
