package org.gpicl.tasks.images;

import java.security.MessageDigest;
import org.gpicl.home.files.Digests;
import org.gpicl.tasks.glyphs.GlyphCanvas;
import org.gpicl.tasks.glyphs.GlyphShapes;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.gpicl.tasks.source.ImageSource;
import org.gpicl.tasks.source.LabelMap;
import org.gpicl.tasks.source.Picture;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;

/**
 * The image set {@code glyphs}: 28 x 28 images of ten characters made of strokes, each image
 * deformed in its own way. An image is a pure function of its number and uses only arithmetic,
 * square roots and {@link StrictMath}, so that every JVM draws the same bytes.
 *
 * <p>Frozen: published numbers depend on these images.
 */
final class GlyphSource implements ImageSource {
  static final int SIDE = 28;
  static final int CLASSES = 10;
  static final int TRAINING_IMAGES = 12_000;
  static final int TEST_IMAGES = 2_000;

  private static final int SEED = 1;
  private static final long FIRST_TEST_INDEX = 1L << 32;
  private static final int DEFORMATIONS = 20;
  private static final int NOISE_BLOCK = 1 << 10;

  private static final GlyphShapes SHAPES = new GlyphShapes();

  private final RandomStream stream = new RandomStream(SEED, Stream.GLYPHS);
  private final GlyphCanvas canvas = new GlyphCanvas(SIDE);
  private final MessageDigest digest = Digests.sha256();
  private final float[] draw = new float[DEFORMATIONS];
  private final byte[] image = new byte[SIDE * SIDE];
  private final byte[] labels;
  private final long firstIndex;
  private int next;

  GlyphSource(Split split) {
    this.labels = new byte[split == Split.TRAIN ? TRAINING_IMAGES : TEST_IMAGES];
    this.firstIndex = split == Split.TRAIN ? 0 : FIRST_TEST_INDEX;
    for (int k = 0; k < labels.length; k++) {
      labels[k] = (byte) (k % CLASSES);
    }
  }

  @Override
  public byte[] labels() {
    return labels;
  }

  @Override
  public LabelMap map() {
    return LabelMap.upTo(CLASSES);
  }

  @Override
  public Picture next() {
    draw(labels[next], firstIndex + next, image);
    digest.update(image);
    next++;
    return new Picture(SIDE, SIDE, Picture.GREY, image);
  }

  @Override
  public Fingerprint finish() {
    digest.update(labels);
    return new Fingerprint(Digests.hex(digest), Verification.VERIFIED);
  }

  @Override
  public void close() {}

  private void draw(int label, long index, byte[] image) {
    stream.uniforms(index, 1, draw, 0, DEFORMATIONS);
    double rotation = 0.26 * draw[0];
    double shear = 0.28 * draw[1];
    double scaleX = 8.2 * (1 + 0.17 * draw[2]);
    double scaleY = 9.0 * (1 + 0.15 * draw[3]);
    double centreX = SIDE / 2.0 + 1.6 * draw[4];
    double centreY = SIDE / 2.0 + 1.6 * draw[5];
    double halfWidth = 1.45 + 0.55 * draw[6];
    double brightness = 0.86 + 0.14 * draw[7];
    double cos = StrictMath.cos(rotation);
    double sin = StrictMath.sin(rotation);
    canvas.clear();
    for (double[] stroke : SHAPES.of(label)) {
      double lastX = 0;
      double lastY = 0;
      for (int k = 0; k < stroke.length; k += 2) {
        double bentX = stroke[k] + bend(stroke[k + 1], stroke[k], 8);
        double bentY = stroke[k + 1] + bend(stroke[k], stroke[k + 1], 14);
        double x = scaleX * (bentX + shear * bentY);
        double y = scaleY * bentY;
        double turnedX = centreX + cos * x - sin * y;
        double turnedY = centreY + sin * x + cos * y;
        if (k > 0) {
          canvas.piece(lastX, lastY, turnedX, turnedY, halfWidth);
        }
        lastX = turnedX;
        lastY = turnedY;
      }
    }
    develop(index, brightness, image);
  }

  /** A smooth displacement along one axis: two waves across the other and one along it. */
  private double bend(double across, double along, int first) {
    return 0.13 * draw[first] * StrictMath.sin(2.2 * across + StrictMath.PI * draw[first + 1])
        + 0.09 * draw[first + 2] * StrictMath.sin(4.1 * across + StrictMath.PI * draw[first + 3])
        + 0.11 * draw[first + 4] * StrictMath.sin(2.6 * along + StrictMath.PI * draw[first + 5]);
  }

  /** Converts ink and noise to bytes. */
  private void develop(long index, double brightness, byte[] image) {
    int[] words = new int[4];
    for (int pixel = 0; pixel < image.length; pixel++) {
      if (pixel % 16 == 0) {
        stream.words(index, NOISE_BLOCK + pixel / 16, words, 0);
      }
      int bits = words[pixel / 4 % 4] >>> 8 * (pixel % 4) & 0xFF;
      double value = brightness * canvas.ink(pixel) + 0.25 * (bits / 127.5 - 1);
      image[pixel] = (byte) (int) (255 * Math.max(0, Math.min(1, value)) + 0.5);
    }
  }
}
