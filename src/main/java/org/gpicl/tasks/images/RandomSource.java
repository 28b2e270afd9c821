package org.gpicl.tasks.images;

import java.security.MessageDigest;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;

/**
 * The image set {@code random}: classes without any structure. A class is a centre whose pixels are
 * Gaussians, an image is its centre plus as much Gaussian noise. Images are drawn in the size that
 * is asked for, since averaging would only wash them out; each is a pure function of its number,
 * its class and its size.
 *
 * <p>Frozen: published numbers depend on these images.
 */
final class RandomSource implements ImageSource {
  /** Labels are bytes. */
  static final int MOST_CLASSES = 256;

  static final int TRAINING_IMAGES_PER_CLASS = 1_200;
  static final int TEST_IMAGES_PER_CLASS = 200;

  private static final int SEED = 1;
  private static final long FIRST_TEST_INDEX = 1L << 32;
  private static final float GREY = 127.5f;
  private static final float DEVIATION = 30;

  private final Gaussians centres =
      new Gaussians(new RandomStream(SEED, Stream.RANDOM_CLASSES), DEVIATION);
  private final Gaussians noise =
      new Gaussians(new RandomStream(SEED, Stream.RANDOM_IMAGES), DEVIATION);
  private final MessageDigest digest = Digests.sha256();
  private final int size;
  private final int channels;
  private final int classes;
  private final long firstIndex;
  private final byte[] labels;
  private final byte[] image;
  private final float[][] centreOf;
  private final float[] drawn;
  private int next;

  /** Draws as many classes as a spec asks for, in its size and colour. */
  RandomSource(ImageSpec spec, Split split) {
    this.size = spec.size();
    this.channels = spec.channels();
    this.classes = spec.classes();
    this.firstIndex = split == Split.TRAIN ? 0 : FIRST_TEST_INDEX;
    int each = split == Split.TRAIN ? TRAINING_IMAGES_PER_CLASS : TEST_IMAGES_PER_CLASS;
    this.labels = new byte[each * classes];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = (byte) (k % classes);
    }
    this.image = new byte[spec.features()];
    this.drawn = new float[image.length];
    this.centreOf = new float[classes][image.length];
    for (int k = 0; k < classes; k++) {
      centres.draw(k, centreOf[k], 0, image.length);
    }
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public LabelMap map() {
    return LabelMap.upTo(MOST_CLASSES);
  }

  @Override
  public Picture next() {
    int label = labels[next] & 0xFF;
    // The same image of a class, however many other classes there are.
    long index = firstIndex + (long) (next / classes) * MOST_CLASSES + label;
    noise.draw(index, drawn, 0, image.length);
    for (int k = 0; k < image.length; k++) {
      float value = GREY + centreOf[label][k] + drawn[k];
      image[k] = (byte) (int) (Math.max(0, Math.min(255, value)) + 0.5f);
    }
    digest.update(image);
    next++;
    return new Picture(size, size, channels, image);
  }

  @Override
  public Fingerprint finish() {
    digest.update(labels);
    return new Fingerprint(Digests.hex(digest), Verification.VERIFIED);
  }

  @Override
  public void close() {}
}
