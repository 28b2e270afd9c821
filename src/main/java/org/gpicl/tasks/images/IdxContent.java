package org.gpicl.tasks.images;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.gpicl.home.files.Digests;

/**
 * What the files of an image set hold, wherever they are, however they are packed and called.
 *
 * @param sha256 of the content of all files; equal ones mean equal images and labels
 * @param parts the splits that are there
 * @param sharedWithTraining how many test images are also among the training images
 */
public record IdxContent(String sha256, Map<Split, Part> parts, long sharedWithTraining) {
  /** The digests of more images would take too much memory. */
  private static final int MOST_COMPARED = 1 << 22;

  private static final LabelMap ANY_LABELS = LabelMap.upTo(256);

  /**
   * One split.
   *
   * @param sha256 {@link ImageSource.Fingerprint#sha256()}
   */
  public record Part(String sha256, int images, int rows, int columns) {}

  /** Reads all files of a folder. */
  static IdxContent read(ImageFolder folder) throws IOException {
    Map<Split, Part> parts = new EnumMap<>(Split.class);
    Map<Split, long[]> digests = new EnumMap<>(Split.class);
    for (Split split : Split.values()) {
      Optional<ImageFolder.Pair> files = folder.files(split);
      if (files.isPresent()) {
        try (IdxImages source =
            new IdxImages(files.get(), split, ANY_LABELS, PublishedHashes.NONE)) {
          digests.put(split, digests(source));
          String sha256 = source.finish().sha256();
          parts.put(split, new Part(sha256, source.count(), source.rows(), source.columns()));
        }
      }
    }
    return new IdxContent(identity(parts), Map.copyOf(parts), shared(digests));
  }

  private static String identity(Map<Split, Part> parts) {
    return Digests.sha256(
        Arrays.stream(Split.values())
            .map(split -> split + " " + (parts.containsKey(split) ? parts.get(split).sha256 : "no"))
            .collect(Collectors.joining("\n", "gpicl idx 1\n", "\n")));
  }

  /** Reads all images; the beginning of each one's digest, or none if there are too many. */
  private static long[] digests(IdxImages source) {
    boolean compared = source.count() <= MOST_COMPARED;
    long[] digests = new long[compared ? 1 << 10 : 0];
    byte[] image = new byte[source.rows() * source.columns()];
    MessageDigest digest = Digests.sha256();
    for (int k = 0; k < source.count(); k++) {
      source.next(image);
      if (compared) {
        if (k == digests.length) {
          digests = Arrays.copyOf(digests, 2 * k);
        }
        digest.update(
            ByteBuffer.allocate(8).putInt(source.rows()).putInt(source.columns()).array());
        digests[k] = ByteBuffer.wrap(digest.digest(image)).getLong();
      }
    }
    return Arrays.copyOf(digests, compared ? source.count() : 0);
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
