package org.gpicl.tasks.pictures;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.gpicl.tasks.source.IdxBytes;
import us.hebi.matlab.mat.format.Mat5;
import us.hebi.matlab.mat.format.Mat5File;
import us.hebi.matlab.mat.types.MatlabType;
import us.hebi.matlab.mat.types.Matrix;
import us.hebi.matlab.mat.types.Sinks;

/** Small files of CIFAR-10, SVHN and QMNIST, and pictures. */
public final class SetBytes {
  private SetBytes() {}

  /** Records with the labels 0, 1, 2, ... and pixels that differ by record, place and channel. */
  public static byte[] cifar(int records, int seed) {
    byte[] bytes = new byte[records * 3073];
    for (int k = 0; k < bytes.length; k++) {
      bytes[k] = (byte) (k % 3073 == 0 ? k / 3073 % 10 : seed + k * 31 + k / 1024);
    }
    return bytes;
  }

  /** Writes all batches, each of some records. */
  public static void writeCifar(Path folder, int records) {
    for (int batch = 1; batch <= 5; batch++) {
      IdxBytes.write(folder.resolve("data_batch_" + batch + ".bin"), cifar(records, batch));
    }
    IdxBytes.write(folder.resolve("test_batch.bin"), cifar(records, 6));
  }

  /** An archive, with a folder as its first entry. */
  public static byte[] tar(Map<String, byte[]> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(header("cifar-10-batches-bin/", 0, '5'));
    files.forEach(
        (name, bytes) -> {
          out.writeBytes(header("cifar-10-batches-bin/" + name, bytes.length, '0'));
          out.writeBytes(bytes);
          out.writeBytes(new byte[(512 - bytes.length % 512) % 512]);
        });
    out.writeBytes(new byte[1024]);
    return out.toByteArray();
  }

  private static byte[] header(String name, int size, char type) {
    byte[] header = new byte[512];
    put(header, 0, name);
    put(header, 100, "0000644\0" + "0000000\0" + "0000000\0" + "%011o\0".formatted(size));
    put(header, 148, "        " + type);
    put(header, 257, "ustar\0" + "00");
    int sum = IntStream.range(0, 512).map(k -> header[k] & 0xFF).sum();
    put(header, 148, "%06o\0 ".formatted(sum));
    return header;
  }

  private static void put(byte[] header, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
    System.arraycopy(bytes, 0, header, at, bytes.length);
  }

  /**
   * A MATLAB file of SVHN: pixel (row, column, channel) of image k is k + row + 10 column + 100
   * channel.
   */
  public static byte[] svhn(int images, int side) {
    Matrix x = Mat5.newMatrix(new int[] {side, side, 3, images}, MatlabType.UInt8);
    int at = 0;
    for (int image = 0; image < images; image++) {
      for (int channel = 0; channel < 3; channel++) {
        for (int column = 0; column < side; column++) {
          for (int row = 0; row < side; row++) {
            x.setInt(at++, image + row + 10 * column + 100 * channel & 0xFF);
          }
        }
      }
    }
    Matrix y = Mat5.newMatrix(images, 1, MatlabType.UInt8);
    for (int image = 0; image < images; image++) {
      y.setInt(image, image % 10 + 1);
    }
    return matlab(Mat5.newMatFile().addArray("X", x).addArray("y", y));
  }

  static byte[] matlab(us.hebi.matlab.mat.types.MatFile file) {
    try {
      Path written = Files.createTempFile("gpicl", ".mat");
      try (us.hebi.matlab.mat.types.Sink sink = Sinks.newStreamingFile(written.toFile())) {
        Mat5.newWriter(sink).setDeflateLevel(6).writeMat((Mat5File) file);
      }
      byte[] bytes = Files.readAllBytes(written);
      Files.delete(written);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A picture file of one colour, or grey if that is what {@code type} holds. */
  public static byte[] picture(String format, int width, int height, int type, int colour) {
    BufferedImage image = new BufferedImage(width, height, type);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        if (type == BufferedImage.TYPE_BYTE_GRAY) {
          image.getRaster().setSample(x, y, 0, colour & 0xFF);
        } else {
          image.setRGB(x, y, colour);
        }
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      if (!ImageIO.write(image, format, out)) {
        throw new IllegalArgumentException("no " + format + " of type " + type);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
