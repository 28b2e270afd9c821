package org.gpicl.tasks.source;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.gpicl.home.files.Digests;

/** An image file and its label file, read together. */
final class IdxImages implements ImageSource {
  private final IdxFile images;
  private final byte[] labels;
  private final byte[] classes;
  private final IdxFile.Hashes labelHashes;
  private final PublishedHashes published;
  private final Split split;
  private final IdxNames names;
  private final LabelMap map;
  private final byte[] image;

  /**
   * Opens both files and reads the labels.
   *
   * @param split under whose names hashes were published
   * @param names what files are called
   * @param map all labels that there may be
   * @throws ImageSetException if a file is damaged or the two do not belong together
   */
  IdxImages(
      ImageFolder.Pair files,
      Split split,
      IdxNames names,
      LabelMap map,
      PublishedHashes published) {
    this.published = published;
    this.split = split;
    this.names = names;
    this.map = map;
    this.images = IdxFile.images(files.images());
    try (IdxFile file = names.labelFile(files.labels())) {
      if (file.count() != images.count()) {
        throw file.defect(
            "it holds %d labels, but %s holds %d images",
            file.count(), files.images(), images.count());
      }
      this.labels = file.all();
      this.labelHashes = file.finish();
      map.requireKnown(labels, file);
      this.classes = map.classesOf(labels);
      this.image = new byte[rows() * columns()];
    } catch (RuntimeException e) {
      images.close();
      throw e;
    }
  }

  /** Reads the labels alone. */
  static byte[] labels(Path labelFile) {
    try (IdxFile file = IdxFile.labels(labelFile)) {
      byte[] labels = file.all();
      file.finish();
      return labels;
    }
  }

  int count() {
    return images.count();
  }

  int rows() {
    return images.dimension(1);
  }

  int columns() {
    return images.dimension(2);
  }

  @Override
  public byte[] labels() {
    return classes;
  }

  @Override
  public LabelMap map() {
    return map;
  }

  @Override
  public Picture next() {
    images.next(image);
    return new Picture(rows(), columns(), Picture.GREY, image);
  }

  @Override
  public Fingerprint finish() {
    IdxFile.Hashes imageHashes = images.finish();
    MessageDigest both = Digests.sha256();
    both.update(imageHashes.sha256().getBytes(StandardCharsets.US_ASCII));
    both.update(labelHashes.sha256().getBytes(StandardCharsets.US_ASCII));
    Verification verification =
        published
            .verify(names.images(split), imageHashes)
            .and(published.verify(names.labels(split), labelHashes));
    return new Fingerprint(Digests.hex(both), verification);
  }

  @Override
  public void close() {
    images.close();
  }
}
