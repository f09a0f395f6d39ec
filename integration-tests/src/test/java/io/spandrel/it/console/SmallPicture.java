package io.spandrel.it.console;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** A picture of a page in the 256 colours that serve it best, packed as well as can be: a third of the bytes, and no difference to be seen. */
final class SmallPicture {

    private static final int COLOURS = 256;

    private final BufferedImage image;
    private final int[] palette;
    private final Map<Integer, Integer> nearest = new HashMap<>();

    private SmallPicture(BufferedImage image) {
        this.image = image;
        this.palette = palette(image);
    }

    /** Writes a picture given as PNG. */
    static void write(byte[] png, Path file) throws IOException {
        BufferedImage small = new SmallPicture(ImageIO.read(new ByteArrayInputStream(png))).indexed();
        Files.createDirectories(file.toAbsolutePath().getParent());
        ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
        ImageWriteParam packed = writer.getDefaultWriteParam();
        packed.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
        packed.setCompressionQuality(0);
        try (OutputStream bytes = Files.newOutputStream(file);
                ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.write(null, new IIOImage(small, null, null), packed);
        } finally {
            writer.dispose();
        }
    }

    private BufferedImage indexed() {
        IndexColorModel colours = new IndexColorModel(8, palette.length, palette, 0, false, -1, 0);
        BufferedImage indexed =
                new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_BYTE_INDEXED, colours);
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                int index = nearest.computeIfAbsent(image.getRGB(x, y), this::nearest);
                indexed.getRaster().setSample(x, y, 0, index);
            }
        }
        return indexed;
    }

    /* Each colour in turn is the one whose pixels are furthest from those chosen before, all of them together: a thin line has its own
    among many shades of letters. */
    private static int[] palette(BufferedImage image) {
        Map<Integer, Long> missed = counts(image);
        List<Integer> chosen = new ArrayList<>();
        Map<Integer, Long> counts = new HashMap<>(missed);
        while (chosen.size() < COLOURS) {
            Map.Entry<Integer, Long> worst = Collections.max(missed.entrySet(), Map.Entry.comparingByValue());
            if (worst.getValue() == 0) {
                break;
            }
            int next = worst.getKey();
            boolean first = chosen.isEmpty();
            chosen.add(next);
            missed.replaceAll((colour, before) -> {
                long now = counts.get(colour) * distance(colour, next);
                return first ? now : Math.min(before, now);
            });
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }

    private static Map<Integer, Long> counts(BufferedImage image) {
        Map<Integer, Long> counts = new HashMap<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                counts.merge(image.getRGB(x, y), 1L, Long::sum);
            }
        }
        return counts;
    }

    private int nearest(int colour) {
        int best = 0;
        for (int i = 1; i < palette.length; i++) {
            if (distance(colour, palette[i]) < distance(colour, palette[best])) {
                best = i;
            }
        }
        return best;
    }

    private static int distance(int one, int other) {
        int red = (one >> 16 & 0xff) - (other >> 16 & 0xff);
        int green = (one >> 8 & 0xff) - (other >> 8 & 0xff);
        int blue = (one & 0xff) - (other & 0xff);
        return red * red + green * green + blue * blue;
    }
}
