package org.gpicl.tasks.source;

/**
 * Thrown if images are missing or damaged; the message names the place, the defect and the remedy.
 */
public final class ImageSetException extends RuntimeException {
  public ImageSetException(String message) {
    super(message);
  }

  public ImageSetException(String message, Throwable cause) {
    super(message, cause);
  }
}
