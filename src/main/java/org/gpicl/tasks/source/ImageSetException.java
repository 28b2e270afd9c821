package org.gpicl.tasks.source;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.zip.ZipException;

/**
 * Thrown if images are missing or damaged; the message names the place, the defect and the remedy.
 */
public final class ImageSetException extends RuntimeException {
  private static final String REMEDY =
      "%s: %s. Replace the file with a sound copy (if it was downloaded, just remove it: it will be"
          + " downloaded again).";

  public ImageSetException(String message) {
    super(message);
  }

  public ImageSetException(String message, Throwable cause) {
    super(message, cause);
  }

  /** Of a file whose content is wrong. */
  public static ImageSetException defect(Path file, String what) {
    return new ImageSetException(REMEDY.formatted(file, what));
  }

  /** Of a file that ends too early, is damaged, or cannot be read at all. */
  public static ImageSetException unreadable(Path file, IOException e) {
    String what =
        e instanceof EOFException
            ? "it ends too early"
            : e instanceof ZipException
                ? "its gzip data is damaged (" + e.getMessage() + ")"
                : null;
    return what == null
        ? new ImageSetException(file + " cannot be read: " + e, e)
        : new ImageSetException(REMEDY.formatted(file, what), e);
  }
}
