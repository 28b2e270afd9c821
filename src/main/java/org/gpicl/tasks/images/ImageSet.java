package org.gpicl.tasks.images;

import java.io.IOException;
import java.nio.FloatBuffer;
import java.util.Optional;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;

/**
 * The prepared images of one split: reduced to the requested classes, area-averaged and scaled to
 * numbers. Immutable.
 */
public final class ImageSet {
  private final ImageSpec spec;
  private final Split split;
  private final float[] pixels;
  private final byte[] labels;
  private final int[][] byClasses;
  private final PixelStatistics statistics;
  private final PixelStatistics scaledBy;
  private final String mapping;
  private final ImageSource.Fingerprint fingerprint;

  private ImageSet(
      ImageSpec spec,
      Split split,
      float[] pixels,
      byte[] labels,
      int[][] byClasses,
      PixelStatistics statistics,
      PixelStatistics scaledBy,
      String mapping,
      ImageSource.Fingerprint fingerprint) {
    this.spec = spec;
    this.split = split;
    this.pixels = pixels;
    this.labels = labels;
    this.byClasses = byClasses;
    this.statistics = statistics;
    this.scaledBy = scaledBy;
    this.mapping = mapping;
    this.fingerprint = fingerprint;
  }

  /**
   * Prepares the images of a source.
   *
   * @param from the source's name, for messages
   * @param scaling what standardised pixels are scaled by; null for the statistics of these images
   * @throws ImageSetException if the images do not fit into memory
   */
  static ImageSet prepare(
      ImageSource source, String from, ImageSpec spec, Split split, PixelStatistics scaling)
      throws IOException {
    byte[] all = source.labels();
    byte[] labels = new byte[all.length];
    int count = 0;
    for (byte label : all) {
      if ((label & 0xFF) < spec.classes()) {
        labels[count++] = label;
      }
    }
    labels = java.util.Arrays.copyOf(labels, count);
    int[] perClass = perClass(labels, spec.classes());
    requireMemory(perClass, (long) count * spec.features(), from);
    int[][] byClasses = indicesByClasses(labels, perClass);
    float[] pixels = new float[count * spec.features()];
    PixelVector vector = new PixelVector(spec.size(), spec.channels());
    int row = 0;
    for (byte label : all) {
      Picture image = source.next();
      if ((label & 0xFF) < spec.classes()) {
        vector.write(image, pixels, row++ * spec.features());
      }
    }
    PixelStatistics statistics = PixelStatistics.of(pixels, pixels.length);
    PixelStatistics by = scaling == null ? statistics : scaling;
    if (spec.scale() == PixelScale.STANDARDISED) {
      for (int k = 0; k < pixels.length; k++) {
        pixels[k] = (float) ((pixels[k] - by.mean()) / by.deviation());
      }
    }
    return new ImageSet(
        spec,
        split,
        pixels,
        labels,
        byClasses,
        statistics,
        by,
        source.map().mapping(spec.classes()),
        source.finish());
  }

  private static void requireMemory(int[] perClass, long numbers, String from) {
    long indices = 0;
    for (int k = 0; k < perClass.length; k++) {
      indices +=
          (long) perClass[k]
              * (perClass.length - k); // in the list of its class and those of all higher ones
    }
    long bytes = Float.BYTES * numbers + Integer.BYTES * indices;
    if (numbers > Integer.MAX_VALUE - 8 || bytes > Runtime.getRuntime().maxMemory() / 2) {
      throw new ImageSetException(
          ("%s: its images need %,d MB, more than half of this program's memory; raise"
                  + " -Xmx, or choose a smaller image size or fewer classes")
              .formatted(from, bytes >> 20));
    }
  }

  private static int[] perClass(byte[] labels, int classes) {
    int[] count = new int[classes];
    for (byte label : labels) {
      count[label & 0xFF]++;
    }
    return count;
  }

  private static int[][] indicesByClasses(byte[] labels, int[] perClass) {
    int classes = perClass.length;
    int[][] byClasses = new int[classes + 1][];
    int below = 0;
    byClasses[0] = new int[0];
    for (int k = 1; k <= classes; k++) {
      below += perClass[k - 1];
      byClasses[k] = new int[below];
    }
    int[] filled = new int[classes + 1];
    for (int image = 0; image < labels.length; image++) {
      for (int k = (labels[image] & 0xFF) + 1; k <= classes; k++) {
        byClasses[k][filled[k]++] = image;
      }
    }
    return byClasses;
  }

  /** How these images were prepared. */
  public ImageSpec spec() {
    return spec;
  }

  /** The half of the image set that these are. */
  public Split split() {
    return split;
  }

  /** How many images there are. */
  public int count() {
    return labels.length;
  }

  /** Numbers in one image. */
  public int features() {
    return spec.features();
  }

  /** The label of an image, from 0 to classes - 1. */
  public int label(int image) {
    return labels[image] & 0xFF;
  }

  /** Copies one image, [features], to {@code out[at ..]}. */
  public void copy(int image, float[] out, int at) {
    System.arraycopy(pixels, image * features(), out, at, features());
  }

  /** Copies one image, [features], into a buffer from position {@code at}. */
  public void copy(int image, FloatBuffer out, int at) {
    out.put(at, pixels, image * features(), features());
  }

  /** How many images have a label below {@code classes}. */
  public int countBelow(int classes) {
    return byClasses[classes].length;
  }

  /** The {@code nth} image, in file order, among those with a label below {@code classes}. */
  public int imageBelow(int classes, int nth) {
    return byClasses[classes][nth];
  }

  /** The statistics of these images after averaging, in [0, 1], before they were standardised. */
  public PixelStatistics statistics() {
    return statistics;
  }

  /** The SHA-256 of the source, computed from the hashes of the unpacked image and label files. */
  public String sha256() {
    return fingerprint.sha256();
  }

  /** Whether the files match their published hashes. */
  public Verification verification() {
    return fingerprint.verification();
  }

  /**
   * A hash of everything that decides the numbers of this set, independent of where its files are:
   * the source and how it was prepared.
   */
  public String identity() {
    Optional<PixelStatistics> scaling =
        spec.scale() == PixelScale.STANDARDISED ? Optional.of(scaledBy) : Optional.empty();
    String text =
        String.join(
            "\n",
            "images 1",
            sha256(),
            split.name(),
            "size " + spec.size() + (spec.channels() == Picture.GREY ? "" : " in colour"),
            "classes " + spec.classes(),
            spec.scale().name(),
            // Standardised pixels also depend on the training split, through these two numbers.
            scaling.map(by -> by.mean() + " " + by.deviation()).orElse("unscaled"));
    return Digests.sha256(mapping.isEmpty() ? text : text + "\n" + mapping);
  }
}
