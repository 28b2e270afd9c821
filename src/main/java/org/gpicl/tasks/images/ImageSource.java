package org.gpicl.tasks.images;

import java.io.Closeable;
import java.io.IOException;

/** A sequence of labelled images, as bytes from 0 (background) to 255. */
interface ImageSource extends Closeable {

  @Override
  void close();

  int rows();

  int columns();

  /** The class of every image, as unsigned bytes. */
  byte[] labels();

  /** Which labels the first classes are, in words; empty if each label is its class. */
  default String mapping(int classes) {
    return "";
  }

  /**
   * Reads the next image.
   *
   * @param image receives [rows, columns]
   * @throws ImageSetException if no whole image is left
   */
  void next(byte[] image) throws IOException;

  /** Identifies what was read; to be called after the last image. */
  Fingerprint finish() throws IOException;

  /**
   * Identifies the images that were read.
   *
   * @param sha256 of the SHA-256 (in hexadecimal) of the unpacked image file and that of the label
   *     file, one after the other
   * @param verification whether it is what was published
   */
  record Fingerprint(String sha256, Verification verification) {}
}
