package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.gpicl.tasks.Classifiers;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Test;

class RandomSourceTest {
  private static ImageSet random(int size, int channels, int classes, Split split) {
    return TestData.library()
        .load(new ImageSpec("random", size, channels, classes, PixelScale.UNIT, ""), split);
  }

  private static float[] image(ImageSet images, int index) {
    float[] pixels = new float[images.features()];
    images.copy(index, pixels, 0);
    return pixels;
  }

  /** Frozen: a change here changes published numbers. */
  @Test
  void theImagesAreTheSameOnEveryMachine() {
    assertThat(random(4, 3, 5, Split.TEST).sha256())
        .isEqualTo("127422a0d7be84516dc52b967e3a14c83282aff7ed87778d05e3aece449a777b");
  }

  @Test
  void anImageOfAClassIsTheSameHoweverManyClassesThereAre() {
    ImageSet five = random(5, 1, 5, Split.TRAIN);
    ImageSet seven = random(5, 1, 7, Split.TRAIN);
    assertThat(five.count()).isEqualTo(5 * 1200);
    assertThat(image(seven, 3 * 7 + 4)).isEqualTo(image(five, 3 * 5 + 4));
    assertThat(five.label(3 * 5 + 4)).isEqualTo(4);
  }

  @Test
  void imagesOfBothSplitsDiffer() {
    assertThat(image(random(5, 1, 5, Split.TEST), 0))
        .isNotEqualTo(image(random(5, 1, 5, Split.TRAIN), 0));
  }

  @Test
  void centresAndNoiseVaryAlike() {
    ImageSet images = random(28, 1, 10, Split.TRAIN);
    assertThat(images.statistics().mean()).isCloseTo(0.5, Offset.offset(0.01));
    assertThat(images.statistics().deviation())
        .isCloseTo(Math.sqrt(2) * 30 / 255, Offset.offset(0.005));
  }

  @Test
  void theNearestImageIsOfTheSameClass() {
    Classifiers of = new Classifiers(random(14, 1, 10, Split.TRAIN), random(14, 1, 10, Split.TEST));
    assertThat(of.nearestNeighbour(1000, 500)).isEqualTo(1);
  }

  @Test
  void thereAreAsManyClassesAsLabels() {
    assertThat(random(2, 1, 256, Split.TEST).count()).isEqualTo(256 * 200);
  }
}
