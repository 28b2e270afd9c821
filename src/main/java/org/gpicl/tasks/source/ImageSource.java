package org.gpicl.tasks.source;

import java.io.Closeable;
import java.io.IOException;

/** A sequence of labelled images. */
public interface ImageSource extends Closeable {

  @Override
  void close();

  /** The class of every image, as unsigned bytes. */
  byte[] labels();

  /** Which labels the classes are. */
  LabelMap map();

  /**
   * Reads the next image.
   *
   * @throws ImageSetException if no whole image is left
   */
  Picture next() throws IOException;

  /** Identifies what was read; to be called after the last image. */
  Fingerprint finish() throws IOException;

  /**
   * Identifies the images that were read.
   *
   * @param sha256 of all pixels and labels; of IDX files, of the SHA-256 (in hexadecimal) of the
   *     unpacked image file and that of the label file, one after the other
   * @param verification whether it is what was published
   */
  record Fingerprint(String sha256, Verification verification) {}
}
