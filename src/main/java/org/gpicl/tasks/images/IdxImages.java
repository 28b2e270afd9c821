package org.gpicl.tasks.images;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.gpicl.home.files.Digests;

/** An image file and its label file, read together. */
final class IdxImages implements ImageSource {
  private final IdxFile images;
  private final byte[] labels;
  private final IdxFile.Hashes labelHashes;
  private final PublishedHashes published;
  private final String imageName;
  private final String labelName;

  /**
   * Opens both files and reads the labels.
   *
   * @param labelLimit labels must be below it
   * @throws ImageSetException if a file is damaged or the two do not belong together
   */
  IdxImages(Path imageFile, Path labelFile, int labelLimit, PublishedHashes published) {
    this.published = published;
    this.imageName = ImageFolder.plainName(imageFile);
    this.labelName = ImageFolder.plainName(labelFile);
    this.images = IdxFile.images(imageFile);
    try (IdxFile file = IdxFile.labels(labelFile)) {
      if (file.count() != images.count()) {
        throw file.defect(
            "it holds %d labels, but %s holds %d images", file.count(), imageFile, images.count());
      }
      this.labels = file.all();
      this.labelHashes = file.finish();
      for (int k = 0; k < labels.length; k++) {
        if ((labels[k] & 0xFF) >= labelLimit) {
          throw file.defect(
              "label %d of image %d is not one of 0 to %d", labels[k] & 0xFF, k, labelLimit - 1);
        }
      }
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  /** Checks headers and counts without reading the images. */
  static void check(Path imageFile, Path labelFile) {
    try (IdxFile images = IdxFile.images(imageFile);
        IdxFile labels = IdxFile.labels(labelFile)) {
      if (labels.count() != images.count()) {
        throw labels.defect(
            "it holds %d labels, but %s holds %d images",
            labels.count(), imageFile, images.count());
      }
    }
  }

  @Override
  public int count() {
    return images.count();
  }

  @Override
  public int rows() {
    return images.dimension(1);
  }

  @Override
  public int columns() {
    return images.dimension(2);
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public void next(byte[] image) {
    images.next(image);
  }

  @Override
  public Fingerprint finish() {
    IdxFile.Hashes imageHashes = images.finish();
    MessageDigest both = Digests.sha256();
    both.update(imageHashes.sha256().getBytes(StandardCharsets.US_ASCII));
    both.update(labelHashes.sha256().getBytes(StandardCharsets.US_ASCII));
    Verification verification =
        published.verify(imageName, imageHashes).and(published.verify(labelName, labelHashes));
    return new Fingerprint(HexFormat.of().formatHex(both.digest()), verification);
  }

  @Override
  public void close() {
    images.close();
  }
}
