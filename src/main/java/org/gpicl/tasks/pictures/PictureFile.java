package org.gpicl.tasks.pictures;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.gpicl.tasks.files.FileKind;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Picture;

/**
 * A picture in a file, in a format that Java reads: PNG, JPEG, GIF (its first image) or BMP.
 * Transparency is ignored.
 *
 * @param label the class of the picture
 */
record PictureFile(Path path, byte label) {
  private static final int LARGEST_SIDE = 4096;

  /** No format packs more into a byte; whatever claims to is not read. */
  private static final long MOST_PIXELS_PER_BYTE = 10_000;

  /** What the JPEG reader says and reads on, with grey for what is missing. */
  private static final Pattern DAMAGE =
      Pattern.compile("premature|corrupt|truncated|missing|bogus", Pattern.CASE_INSENSITIVE);

  Picture read() {
    try (InputStream in = Files.newInputStream(path);
        ImageInputStream stream = new MemoryCacheImageInputStream(in)) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(stream);
      if (!readers.hasNext()) {
        throw notAPicture();
      }
      ImageReader reader = readers.next();
      try {
        return read(reader, stream);
      } finally {
        reader.dispose();
      }
    } catch (ImageSetException e) {
      throw e;
    } catch (IOException | RuntimeException e) {
      throw defect("it is damaged or cut off (" + reason(e) + ")");
    }
  }

  private static String reason(Exception e) {
    Throwable cause = e.getCause() == null ? e : e.getCause();
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  private Picture read(ImageReader reader, ImageInputStream stream) throws IOException {
    reader.setInput(stream, true, true);
    requireSize(reader.getWidth(0), reader.getHeight(0));
    List<String> warnings = new ArrayList<>();
    reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
    BufferedImage image = reader.read(0);
    for (String warning : warnings) {
      if (DAMAGE.matcher(warning).find()) {
        throw defect("it is damaged or cut off (" + warning + ")");
      }
    }
    requireSize(image.getWidth(), image.getHeight());
    return isGrey(image) ? grey(image) : colour(image);
  }

  private void requireSize(int width, int height) throws IOException {
    if (width < 1 || height < 1 || width > LARGEST_SIDE || height > LARGEST_SIDE) {
      throw defect(
          "it claims %d x %d pixels; at most %d a side are supported"
              .formatted(width, height, LARGEST_SIDE));
    }
    if ((long) width * height > MOST_PIXELS_PER_BYTE * Files.size(path)) {
      throw defect(
          "it claims %d x %d pixels, more than its %d bytes can hold"
              .formatted(width, height, Files.size(path)));
    }
  }

  private static boolean isGrey(BufferedImage image) {
    return image.getRaster().getNumBands() < 3
        && !(image.getColorModel() instanceof IndexColorModel);
  }

  /** The samples as they are: Java's conversion to RGB would brighten them. */
  private static Picture grey(BufferedImage image) {
    int bits = image.getColorModel().getComponentSize(0);
    int most = (1 << bits) - 1;
    byte[] pixels = new byte[image.getWidth() * image.getHeight()];
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRaster().getSamples(0, y, row.length, 1, 0, row);
      for (int x = 0; x < row.length; x++) {
        pixels[y * row.length + x] =
            (byte) (bits == 8 ? row[x] : (255L * row[x] + most / 2) / most);
      }
    }
    return new Picture(image.getHeight(), image.getWidth(), Picture.GREY, pixels);
  }

  private static Picture colour(BufferedImage image) {
    int plane = image.getWidth() * image.getHeight();
    byte[] pixels = new byte[3 * plane];
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int x = 0; x < row.length; x++) {
        int at = y * row.length + x;
        pixels[at] = (byte) (row[x] >> 16);
        pixels[plane + at] = (byte) (row[x] >> 8);
        pixels[2 * plane + at] = (byte) row[x];
      }
    }
    return new Picture(image.getHeight(), image.getWidth(), Picture.COLOUR, pixels);
  }

  private ImageSetException notAPicture() throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(path)) {
      start = in.readNBytes(FileKind.LOOKED_AT);
    }
    return defect(
        "not a PNG, JPEG, GIF or BMP picture"
            + FileKind.of(start).map(kind -> "; it is " + kind.what()).orElse(""));
  }

  private ImageSetException defect(String what) {
    return new ImageSetException(
        "%s: %s. Replace the picture with a sound one, or remove it."
            .formatted(path.toAbsolutePath(), what));
  }
}
