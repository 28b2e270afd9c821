package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.gpicl.tasks.Classifiers;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.source.Split;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("numbers")
class GlyphSourceTest {
  private static final ImageLibrary LIBRARY = TestData.library();

  private static ImageSet glyphs(int size, int classes, Split split) {
    return LIBRARY.load(new ImageSpec("glyphs", size, classes, PixelScale.STANDARDISED), split);
  }

  @Test
  void theImagesHaveNotChanged() {
    assertThat(glyphs(28, 10, Split.TRAIN).sha256())
        .isEqualTo("c79c1b095496a410ba7eb423943e17146cc2ef583e1f1836b7b96150bdb86f8d");
    assertThat(glyphs(28, 10, Split.TEST).sha256())
        .isEqualTo("df19511adaaf04333b7376c3b7ec0356133d20b3a0075b7201080e97bccc2ca5");
  }

  @Test
  void everyClassIsEquallyFrequent() {
    for (Split split : Split.values()) {
      ImageSet images = glyphs(7, 10, split);
      int[] count = new int[10];
      for (int k = 0; k < images.count(); k++) {
        count[images.label(k)]++;
      }
      assertThat(count).containsOnly(images.count() / 10);
    }
    assertThat(glyphs(7, 10, Split.TRAIN).count()).isEqualTo(12_000);
    assertThat(glyphs(7, 10, Split.TEST).count()).isEqualTo(2_000);
  }

  @Test
  void noImageIsEmptyOrRunsOverTheEdge() {
    try (GlyphSource source = new GlyphSource(Split.TRAIN)) {
      for (int k = 0; k < 2000; k++) {
        byte[] image = source.next().pixels();
        int ink = 0;
        int onEdge = 0;
        for (int p = 0; p < image.length; p++) {
          boolean inked = (image[p] & 0xFF) > 150;
          boolean edge = p % 28 == 0 || p % 28 == 27 || p < 28 || p >= 27 * 28;
          ink += inked ? 1 : 0;
          onEdge += inked && edge ? 1 : 0;
        }
        assertThat(ink).as("image %d", k).isBetween(20, 300);
        assertThat(onEdge).as("image %d", k).isLessThan(20);
      }
    }
  }

  @Tag("full")
  @Test
  void aLinearClassifierIsGoodButNotPerfect() {
    Classifiers of = new Classifiers(glyphs(28, 10, Split.TRAIN), glyphs(28, 10, Split.TEST));
    double linear = of.linear(6);
    double neighbour = of.nearestNeighbour(6000, 500);
    assertThat(linear).isBetween(0.80, 0.97);
    assertThat(neighbour).isGreaterThan(linear + 0.02);
  }

  @Test
  void fiveClassesStaySeparableInFewPixels() {
    Classifiers of = new Classifiers(glyphs(7, 5, Split.TRAIN), glyphs(7, 5, Split.TEST));
    assertThat(of.nearestNeighbour(6000, 1000)).isGreaterThan(0.95);
  }

  /** What in-context learning can rely on: the few images of a sequence. */
  @Test
  void fortyImagesRevealMoreThanFive() {
    Classifiers of = new Classifiers(glyphs(7, 5, Split.TRAIN), glyphs(7, 5, Split.TEST));
    assertThat(of.fewShot(40)).isGreaterThan(0.78);
    assertThat(of.fewShot(5)).isLessThan(0.60);
  }

  @Test
  void aContactSheetToLookAt() throws IOException {
    BufferedImage sheet = new BufferedImage(20 * 30, 20 * 30, BufferedImage.TYPE_BYTE_GRAY);
    try (GlyphSource source = new GlyphSource(Split.TRAIN)) {
      for (int k = 0; k < 400; k++) {
        byte[] image = source.next().pixels();
        for (int p = 0; p < image.length; p++) {
          int x = 30 * (k % 20) + p % 28;
          int y = 30 * (k / 20) + p / 28;
          sheet.getRaster().setSample(x, y, 0, image[p] & 0xFF);
        }
      }
    }
    Path file = Files.createDirectories(Path.of("target")).resolve("glyphs.png");
    assertThat(ImageIO.write(sheet, "png", file.toFile())).isTrue();
    assertThat(file).isNotEmptyFile();
  }
}
