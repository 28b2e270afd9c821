package org.gpicl.tasks.images;

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

  static ImageSetException tooManyClasses(ImageSpec spec, int classes) {
    return new ImageSetException(
        "%s has %d classes, but %d are requested. Choose 2 to %d."
            .formatted(spec.set(), classes, spec.classes(), classes));
  }
}
