package org.gpicl.tasks.images;

import java.util.Objects;
import org.gpicl.tasks.source.Picture;

/**
 * Specifies which images are used and how they become vectors.
 *
 * @param set one of {@link NamedSets}, or the folder of a {@link FolderKind}
 * @param size pixels along a side after area averaging
 * @param channels 1 for grey, 3 for red, green and blue; an image is a vector of size * size *
 *     channels numbers
 * @param classes only labels 0 .. classes - 1 are kept
 * @param scale how pixels become numbers
 * @param content {@link SetContent#sha256()} of a folder's files; empty if it is not known yet, and
 *     for the other sets, whose names say what they hold
 */
public record ImageSpec(
    String set, int size, int channels, int classes, PixelScale scale, String content) {
  /** Labels are bytes in IDX files, and a task's matrix has size^4 entries. */
  private static final int LARGEST_SIZE = 128;

  public ImageSpec {
    Objects.requireNonNull(set, "set");
    Objects.requireNonNull(scale, "scale");
    Objects.requireNonNull(content, "content");
    boolean channelsKnown = channels == Picture.GREY || channels == Picture.COLOUR;
    if (size < 1 || size > LARGEST_SIZE || !channelsKnown || classes < 2 || classes > 256) {
      throw new IllegalArgumentException(
          "images of %d pixels a side, %d channels and %d classes are not supported"
              .formatted(size, channels, classes));
    }
  }

  /** Grey images whose content is not known, or known by their name. */
  public ImageSpec(String set, int size, int classes, PixelScale scale) {
    this(set, size, Picture.GREY, classes, scale, "");
  }

  /** Whether a set is a folder, whose name says nothing of what is in it. */
  public static boolean isFolder(String set) {
    return FolderKind.of(set).isPresent();
  }

  /** What the images are called, wherever they are. */
  public String identity() {
    return content.isEmpty() ? set : FolderKind.of(set).orElseThrow().identity(content);
  }

  /** Numbers in one image: size * size * channels. */
  public int features() {
    return size * size * channels;
  }

  /** Applies the same preparation to another image set, whose content is known by its name. */
  public ImageSpec of(String otherSet) {
    return of(otherSet, "");
  }

  /** Applies the same preparation to another image set. */
  public ImageSpec of(String otherSet, String itsContent) {
    return new ImageSpec(otherSet, size, channels, classes, scale, itsContent);
  }
}
