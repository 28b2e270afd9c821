package org.gpicl.tasks.images;

import java.io.Closeable;
import java.io.IOException;

/** Labelled images one after the other, as bytes 0 (background) to 255. */
interface ImageSource extends Closeable {

  int count();

  int rows();

  int columns();

  /** The label of every image, as unsigned bytes. */
  byte[] labels();

  /**
   * Reads the next image.
   *
   * @param image receives [rows, columns]
   * @throws ImageSetException if there is no whole image left
   */
  void next(byte[] image) throws IOException;

  /** To be called after the last image; what was read, in short. */
  Fingerprint finish() throws IOException;

  /**
   * What was read.
   *
   * @param sha256 of the SHA-256 (in hexadecimal) of the unpacked image file and that of the label
   *     file, one after the other
   * @param verification whether it is what was published
   */
  record Fingerprint(String sha256, Verification verification) {}
}
