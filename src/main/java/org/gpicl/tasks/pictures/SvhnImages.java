package org.gpicl.tasks.pictures;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Verification;
import us.hebi.matlab.mat.types.Matrix;

/**
 * Images of the Street View House Numbers.
 *
 * <p>Format: the array {@code y} has the labels, 1 to 9 and 10 for the digit 0; {@code X} is [rows,
 * columns, channels, images], the first index moving fastest. Source: Netzer et al., Reading Digits
 * in Natural Images with Unsupervised Feature Learning.
 */
final class SvhnImages implements ImageSource {
  private static final int LARGEST_SIDE = 1024;
  private static final int LABEL_OF_ZERO = 10;

  private final Path file;
  private final LabelMap map;
  private final PublishedHashes published;
  private final byte[] labels;
  private final MessageDigest digest = Digests.sha256();
  private Matrix pixels;
  private byte[] image;
  private int next;

  /** Reads the labels. */
  SvhnImages(Path file, LabelMap map, PublishedHashes published) {
    this.file = file;
    this.map = map;
    this.published = published;
    Matrix y = new MatFile5(file).matrix("y");
    this.labels = new byte[y.getNumElements()];
    for (int k = 0; k < labels.length; k++) {
      double label = y.getDouble(k);
      if (!(label >= 0 && label <= LABEL_OF_ZERO) || label != (int) label) {
        throw ImageSetException.defect(
            file, "label %s of image %d is not from 1 to 10".formatted(label, k));
      }
      labels[k] = (byte) (label == LABEL_OF_ZERO ? 0 : label);
    }
    digest.update(labels);
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public LabelMap map() {
    return map;
  }

  @Override
  public Picture next() {
    if (pixels == null) {
      pixels = new MatFile5(file).matrix("X");
      requireImages(pixels.getDimensions());
    }
    int rows = pixels.getDimensions()[0];
    int columns = pixels.getDimensions()[1];
    int from = next++ * image.length;
    for (int plane = 0; plane < image.length; plane += rows * columns) {
      for (int column = 0; column < columns; column++) {
        for (int row = 0; row < rows; row++) {
          image[plane + row * columns + column] = pixels.getByte(from++);
        }
      }
    }
    digest.update(image);
    return new Picture(rows, columns, Picture.COLOUR, image);
  }

  private void requireImages(int[] sizes) {
    if (sizes.length != 4
        || sizes[0] > LARGEST_SIDE
        || sizes[1] > LARGEST_SIDE
        || sizes[2] != Picture.COLOUR
        || sizes[3] != labels.length) {
      throw ImageSetException.defect(
          file,
          "X is of %s numbers instead of rows x columns x 3 x %d"
              .formatted(
                  Arrays.toString(sizes).replaceAll("[\\[\\]]", "").replace(", ", " x "),
                  labels.length));
    }
    image = new byte[sizes[0] * sizes[1] * sizes[2]];
  }

  @Override
  public Fingerprint finish() throws IOException {
    Optional<String> known = published.md5(file.getFileName().toString());
    boolean asPublished = known.isPresent() && known.get().equals(md5());
    return new Fingerprint(
        Digests.hex(digest), asPublished ? Verification.VERIFIED : Verification.UNVERIFIED);
  }

  private String md5() throws IOException {
    MessageDigest md5 = Digests.md5();
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), md5)) {
      in.transferTo(java.io.OutputStream.nullOutputStream());
    }
    return Digests.hex(md5);
  }

  @Override
  public void close() {
    pixels = null;
  }
}
