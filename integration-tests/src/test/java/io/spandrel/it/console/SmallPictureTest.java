package io.spandrel.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallPictureTest {

    private static final Color LINE = new Color(0x7a4fb5);

    @TempDir
    private Path directory;

    /* A thin line of a chart beside letters, whose edges have more shades than there are colours, each of them more often. */
    @Test
    void write_fewPixelsOfAColourOfTheirOwn_keepIt() throws IOException {
        BufferedImage image = new BufferedImage(1_000, 100, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 1_000; x++) {
            for (int y = 0; y < 100; y++) {
                image.setRGB(x, y, new Color(x / 4, x / 4, x % 256).getRGB());
            }
        }
        for (int x = 0; x < 20; x++) {
            image.setRGB(x, 50, LINE.getRGB());
        }

        Path file = directory.resolve("small.png");
        SmallPicture.write(png(image), file);

        assertThat(new Color(ImageIO.read(file.toFile()).getRGB(10, 50))).isEqualTo(LINE);
        assertThat(Files.size(file)).isLessThan(png(image).length);
    }

    private static byte[] png(BufferedImage image) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }
}
