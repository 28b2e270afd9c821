package org.gpicl.tasks.projection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.images.ImageSet;
import org.gpicl.tasks.images.ImageSpec;
import org.gpicl.tasks.images.PixelScale;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class SparseProjectionTest {
  private static final RandomStream STREAM = new RandomStream(4, Stream.TRAINING_MATRIX);

  @Test
  void leavingOutBlankPixelsChangesNoBit() {
    for (PixelScale scale : PixelScale.values()) {
      for (int size : new int[] {7, 24, 28}) {
        assertSameBits(new ImageSpec("glyphs", size, 5, scale), 40);
        assertSameBits(new ImageSpec("glyphs", size, 5, scale), 3);
      }
    }
  }

  private static void assertSameBits(ImageSpec spec, int rows) {
    ImageSet images = TestData.library().load(spec, Split.TRAIN);
    Random draw = new Random(1);
    Gaussians gaussians = new Gaussians(STREAM, 0.1f);
    try (Projection whole = new Projection(images, rows, gaussians);
        Projection once = new Projection(images, rows, gaussians)) {
      for (int item = 0; item < 6; item++) {
        int[] drawn = draw.ints(rows, 0, images.count()).toArray();
        if (item == 5) {
          // Nearly nothing lit: one image, many times.
          Arrays.fill(drawn, drawn[0]);
        }
        float[] expected = whole.project(item, drawn).clone();
        assertThat(once.projectOnce(item, drawn)).as("%s, %d rows", spec, rows).isEqualTo(expected);
      }
    }
  }

  @Test
  void whatIsNotKnownToBeTheSameIsNotGiven() {
    ImageSet images =
        TestData.library().load(new ImageSpec("glyphs", 28, 5, PixelScale.UNIT), Split.TRAIN);
    Gaussians gaussians = new Gaussians(STREAM, 0.1f);
    try (Projection other =
            new Projection(
                images, 40, new Gaussians(new RandomStream(5, Stream.TRAINING_MATRIX), 0.1f));
        SparseProjection sparse = new SparseProjection(images, 40, gaussians)) {
      for (int item = 0; item < 20; item++) {
        int[] drawn = new Random(item).ints(40, 0, images.count()).toArray();
        long task = item;
        assertThat(sparse.project(task, drawn, () -> other.project(task, drawn))).isNull();
      }
    }
  }
}
