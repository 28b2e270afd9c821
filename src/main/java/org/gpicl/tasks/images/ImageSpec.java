package org.gpicl.tasks.images;

import java.util.Objects;

/**
 * Specifies which images are used and how they become vectors.
 *
 * @param set {@code mnist}, {@code fashion-mnist}, {@code kmnist}, {@code glyphs} or {@code
 *     idx:DIR}
 * @param size pixels along a side after area averaging; an image is a vector of size * size numbers
 * @param classes only labels 0 .. classes - 1 are kept
 * @param scale how pixels become numbers
 */
public record ImageSpec(String set, int size, int classes, PixelScale scale) {
  /** Labels are bytes in IDX files, and a task's matrix has size^4 entries. */
  private static final int LARGEST_SIZE = 128;

  public ImageSpec {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(scale, "scale");
    if (size < 1 || size > LARGEST_SIZE || classes < 2 || classes > 256) {
      throw new IllegalArgumentException(
          "images of " + size + " pixels a side and " + classes + " classes are not supported");
    }
  }

  /** Numbers in one image: size * size. */
  public int features() {
    return size * size;
  }

  /** Applies the same preparation to another image set. */
  public ImageSpec of(String otherSet) {
    return new ImageSpec(otherSet, size, classes, scale);
  }
}
