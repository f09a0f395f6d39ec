package io.spandrel.eviction.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TraceFileTest {

    @TempDir
    private Path folder;

    @Test
    void read_keys_inOrderWithSizeOne() throws IOException {
        Path file = binary("some.keys.gz", 7, -1, 7);

        assertThat(read(file, false)).containsExactly("7 1", "-1 1", "7 1");
    }

    @Test
    void read_moreThanAChunk_losesNothing() throws IOException {
        long[] keys = LongStream.range(0, 2L * Requests.COUNT_MAX + 3).toArray();
        Path file = binary("some.keys.gz", keys);

        assertThat(read(file, false)).hasSize(keys.length).endsWith((keys.length - 1) + " 1");
    }

    @Test
    void read_sized_inPairs() throws IOException {
        Path file = binary("some.sized.gz", 7, 100, 8, 2_000_000_000);

        assertThat(read(file, true)).containsExactly("7 100", "8 2000000000");
    }

    @Test
    void read_text_keysAndOptionalSizes() throws IOException {
        Path file = text("some.txt", "/home 20\n\n  /cart\t30  \n/home\n");

        assertThat(read(file, false)).containsExactly("/home 20", "/cart 30", "/home 1");
    }

    @Test
    void read_compressedText_isUnpacked() throws IOException {
        Path file = folder.resolve("some.txt.gz");
        Files.write(file, zipped("a\nb\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(read(file, false)).containsExactly("a 1", "b 1");
    }

    @ParameterizedTest
    @CsvSource({"a b,line 1: not a size: b", "a 1 c,found 3 words", "a -1,was -1", "a 3000000000,was 3000000000"})
    void read_textWithAWrongLine_saysWhichAndWhy(String line, String reason) throws IOException {
        Path file = text("wrong.txt", line);

        assertThatThrownBy(() -> read(file, false))
                .isInstanceOf(IOException.class)
                .hasMessageContainingAll("wrong.txt", reason);
    }

    @Test
    void read_sizeNeededButMissing_isRefused() throws IOException {
        Path keys = binary("some.keys.gz", 7);
        Path text = text("some.txt", "a 1\nb\n");

        assertThatThrownBy(() -> read(keys, true)).hasMessageContaining("--bytes needs a size");
        assertThatThrownBy(() -> read(text, true)).hasMessageContainingAll("--bytes needs a size", "line 2");
    }

    @Test
    void read_cutOff_isRefused() throws IOException {
        Path file = folder.resolve("cut.keys.gz");
        Files.write(file, zipped(new byte[12]));

        assertThatThrownBy(() -> read(file, false)).hasMessageContainingAll("cut.keys.gz", "cut off");
    }

    @Test
    void read_notGzip_isRefused() throws IOException {
        Path file = text("text.keys.gz", "not compressed at all");

        assertThatThrownBy(() -> read(file, false))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("text.keys.gz");
    }

    @ParameterizedTest
    @CsvSource({"a.keys.gz,a", "a.b.sized.gz,a.b", "a.txt,a", "a.txt.gz,a", "a.gz,a", "a.log,a.log"})
    void name_anyEnding_isLeftOut(String file, String name) {
        assertThat(new TraceFile(Path.of(file), false).name()).isEqualTo(name);
    }

    private static List<String> read(Path file, boolean sized) throws IOException {
        List<String> requests = new ArrayList<>();
        new TraceFile(file, sized).read(chunk -> {
            for (int i = 0; i < chunk.count(); i++) {
                requests.add(chunk.key(i) + " " + chunk.size(i));
            }
        });
        return requests;
    }

    private Path text(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private Path binary(String name, long... longs) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(longs.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        buffer.asLongBuffer().put(longs);
        return Files.write(folder.resolve(name), zipped(buffer.array()));
    }

    private static byte[] zipped(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream zip = new GZIPOutputStream(out)) {
            zip.write(bytes);
        }
        return out.toByteArray();
    }
}
