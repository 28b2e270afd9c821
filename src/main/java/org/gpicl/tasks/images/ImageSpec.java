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
 * @param content {@link IdxContent#sha256()} of a folder's files; empty if it is not known yet, and
 *     for the other sets, whose names say what they hold
 */
public record ImageSpec(String set, int size, int classes, PixelScale scale, String content) {
  /** What the name of a set begins with that is a folder. */
  public static final String FOLDER = "idx:";

  /** What the identity of a folder begins with whose content is known. */
  public static final String FOLDER_CONTENT = FOLDER + "sha256:";

  /** Labels are bytes in IDX files, and a task's matrix has size^4 entries. */
  private static final int LARGEST_SIZE = 128;

  public ImageSpec {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(content, "content");
    if (size < 1 || size > LARGEST_SIZE || classes < 2 || classes > 256) {
      throw new IllegalArgumentException(
          "images of " + size + " pixels a side and " + classes + " classes are not supported");
    }
  }

  /** Images whose content is not known, or known by their name. */
  public ImageSpec(String set, int size, int classes, PixelScale scale) {
    this(set, size, classes, scale, "");
  }

  /** Whether a set is a folder, whose name says nothing of what is in it. */
  public static boolean isFolder(String set) {
    return set.startsWith(FOLDER);
  }

  /** What the images are called, wherever they are. */
  public String identity() {
    return content.isEmpty() ? set : FOLDER_CONTENT + content;
  }

  /** Numbers in one image: size * size. */
  public int features() {
    return size * size;
  }

  /** Applies the same preparation to another image set, whose content is known by its name. */
  public ImageSpec of(String otherSet) {
    return of(otherSet, "");
  }

  /** Applies the same preparation to another image set. */
  public ImageSpec of(String otherSet, String itsContent) {
    return new ImageSpec(otherSet, size, classes, scale, itsContent);
  }
}
