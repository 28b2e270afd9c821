package org.gpicl.tasks.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.PublishedHashes;
import org.gpicl.tasks.source.Split;

/**
 * What the files of a folder hold, wherever they are, however they are packed and called.
 *
 * @param sha256 of the content of all files; equal ones mean equal images and labels
 * @param parts the splits that are there
 * @param sharedWithTraining how many test images are also among the training images
 */
public record SetContent(String sha256, Map<Split, Part> parts, long sharedWithTraining) {
  /** The digests of more images would take too much memory. */
  private static final int MOST_COMPARED = 1 << 22;

  /**
   * One split.
   *
   * @param sha256 {@link ImageSource.Fingerprint#sha256()}
   * @param rows of its first image that is not square, or of all images if all are
   */
  public record Part(String sha256, int images, int rows, int columns) {}

  /** Reads all files of a folder. */
  static SetContent read(FolderKind kind, Path folder) throws IOException {
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    Map<Split, long[]> digests = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      if (kind.layout().has(folder, split)) {
        try (ImageSource source = kind.layout().open(folder, split, PublishedHashes.NONE)) {
          parts.put(split, read(source, found -> digests.put(split, found)));
        }
      }
    }
    return new SetContent(identity(kind, parts), Map.copyOf(parts), shared(digests));
  }

  private static String identity(FolderKind kind, Map<Split, Part> parts) {
    return Digests.sha256(
        Arrays.stream(Split.values())
            .map(split -> split + " " + (parts.containsKey(split) ? parts.get(split).sha256 : "no"))
            .collect(Collectors.joining("\n", "gpicl " + kind.key() + " 1\n", "\n")));
  }

  /**
   * Reads all images.
   *
   * @param digests receives the beginning of each one's digest, or none if there are too many
   */
  private static Part read(ImageSource source, Consumer<long[]> digests) throws IOException {
    int count = source.labels().length;
    boolean compared = count <= MOST_COMPARED;
    long[] begins = new long[compared ? count : 0];
    MessageDigest digest = Digests.sha256();
    int rows = 0;
    int columns = 0;
    for (int k = 0; k < count; k++) {
      Picture image = source.next();
      if (rows == columns) {
        rows = image.rows();
        columns = image.columns();
      }
      if (compared) {
        digest.update(ByteBuffer.allocate(8).putInt(image.rows()).putInt(image.columns()).array());
        begins[k] = ByteBuffer.wrap(digest.digest(image.pixels())).getLong();
      }
    }
    digests.accept(begins);
    return new Part(source.finish().sha256(), count, rows, columns);
  }

  private static long shared(Map<Split, long[]> digests) {
    if (digests.size() < Split.values().length) {
      return 0;
    }
    long[] training = digests.get(Split.TRAIN);
    Arrays.sort(training);
    return Arrays.stream(digests.get(Split.TEST))
        .filter(image -> Arrays.binarySearch(training, image) >= 0)
        .count();
  }

  /** Whether nothing is held out: every test image is a training image. */
  public boolean nothingHeldOut() {
    return parts.containsKey(Split.TEST) && sharedWithTraining == parts.get(Split.TEST).images();
  }
}
