package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.gpicl.RealImages;
import org.gpicl.tasks.TestData;
import org.gpicl.tasks.source.IdxBytes;
import org.gpicl.tasks.source.ImageSetException;
import org.gpicl.tasks.source.Split;
import org.gpicl.tasks.source.Verification;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(RealImages.SkippedWithout.class)
@Tag("numbers")
class ImageSetTest {
  private static final ImageLibrary LIBRARY = TestData.library();

  @TempDir Path folder;

  private static ImageSpec spec(String set, int size, int classes, PixelScale scale) {
    return new ImageSpec(set, size, classes, scale);
  }

  @Test
  void mnistIsRecognisedByItsHashes() {
    ImageSet train = LIBRARY.load(spec("mnist", 7, 10, PixelScale.UNIT), Split.TRAIN);
    ImageSet test = LIBRARY.load(spec("mnist", 7, 10, PixelScale.UNIT), Split.TEST);
    assertThat(train.verification()).isEqualTo(Verification.VERIFIED);
    assertThat(test.verification()).isEqualTo(Verification.VERIFIED);
    assertThat(train.count()).isEqualTo(60_000);
    assertThat(test.count()).isEqualTo(10_000);
    // The known mean of MNIST's training pixels: .1307.
    assertThat(train.statistics().mean()).isCloseTo(0.13066, Offset.offset(1e-5));
    assertThat(train.label(0)).isEqualTo(5);
    assertThat(test.label(0)).isEqualTo(7);
  }

  @Test
  void onlyTheClassesAskedForAreKeptInTheOrderOfTheFile() {
    ImageSet all = LIBRARY.load(spec("mnist", 7, 10, PixelScale.UNIT), Split.TEST);
    ImageSet five = LIBRARY.load(spec("mnist", 7, 5, PixelScale.UNIT), Split.TEST);
    assertThat(five.count()).isEqualTo(all.countBelow(5)).isEqualTo(5139);
    float[] one = new float[49];
    float[] other = new float[49];
    for (int nth : new int[] {0, 1, 77, 5138}) {
      all.copy(all.imageBelow(5, nth), one, 0);
      five.copy(nth, other, 0);
      assertThat(other).isEqualTo(one);
      assertThat(five.label(nth)).isEqualTo(all.label(all.imageBelow(5, nth)));
    }
  }

  @Test
  void imagesOfTheFirstClassesAreThoseWithSmallerLabels() {
    ImageSet images = LIBRARY.load(spec("mnist", 7, 10, PixelScale.UNIT), Split.TEST);
    for (int classes = 2; classes <= 10; classes++) {
      int below = classes;
      int[] expected =
          IntStream.range(0, images.count()).filter(k -> images.label(k) < below).toArray();
      int[] actual =
          IntStream.range(0, images.countBelow(below))
              .map(nth -> images.imageBelow(below, nth))
              .toArray();
      assertThat(actual).isEqualTo(expected);
    }
  }

  @Test
  void standardisedTrainingPixelsHaveMeanZeroAndDeviationOne() {
    ImageSet images = LIBRARY.load(spec("mnist", 7, 5, PixelScale.STANDARDISED), Split.TRAIN);
    double[] moments = moments(images);
    assertThat(moments[0]).isCloseTo(0, Offset.offset(1e-5));
    assertThat(moments[1]).isCloseTo(1, Offset.offset(1e-5));
  }

  @Test
  void testImagesAreStandardisedByTheTrainingSplit() {
    ImageSet train = LIBRARY.load(spec("mnist", 7, 5, PixelScale.STANDARDISED), Split.TRAIN);
    ImageSet plain = LIBRARY.load(spec("mnist", 7, 5, PixelScale.UNIT), Split.TEST);
    ImageSet test = LIBRARY.load(spec("mnist", 7, 5, PixelScale.STANDARDISED), Split.TEST);
    float[] raw = new float[49];
    float[] scaled = new float[49];
    plain.copy(3, raw, 0);
    test.copy(3, scaled, 0);
    PixelStatistics by = train.statistics();
    for (int k = 0; k < 49; k++) {
      assertThat(scaled[k]).isEqualTo((float) ((raw[k] - by.mean()) / by.deviation()));
    }
    assertThat(Math.abs(moments(test)[0])).isGreaterThan(1e-4);
  }

  @Test
  void aSetWithoutTrainingSplitIsStandardisedByItself() {
    Path fashion = TestData.directory().resolve("fashion-mnist-900");
    ImageSet images =
        LIBRARY.load(spec("idx:" + fashion, 14, 10, PixelScale.STANDARDISED), Split.TEST);
    assertThat(images.count()).isEqualTo(900);
    assertThat(images.verification()).isEqualTo(Verification.UNVERIFIED);
    double[] moments = moments(images);
    assertThat(moments[0]).isCloseTo(0, Offset.offset(1e-5));
    assertThat(moments[1]).isCloseTo(1, Offset.offset(1e-5));
  }

  @Test
  void theSameImagesAreLoadedOnce() {
    ImageSpec spec = spec("mnist", 7, 5, PixelScale.UNIT);
    assertThat(LIBRARY.load(spec, Split.TEST)).isSameAs(LIBRARY.load(spec, Split.TEST));
  }

  @Test
  void theIdentityDistinguishesSplitsPreparationsAndSources() {
    ImageSpec spec = spec("mnist", 7, 5, PixelScale.UNIT);
    String identity = LIBRARY.load(spec, Split.TEST).identity();
    assertThat(LIBRARY.load(spec, Split.TRAIN).identity()).isNotEqualTo(identity);
    for (ImageSpec other :
        new ImageSpec[] {
          spec("mnist", 14, 5, PixelScale.UNIT),
          spec("mnist", 7, 6, PixelScale.UNIT),
          spec("mnist", 7, 5, PixelScale.STANDARDISED),
          spec("glyphs", 7, 5, PixelScale.UNIT)
        }) {
      assertThat(LIBRARY.load(other, Split.TEST).identity()).isNotEqualTo(identity);
    }
    assertThat(TestData.library().load(spec, Split.TEST).identity()).isEqualTo(identity);
  }

  @Test
  void aClassWithoutImagesIsRefused() {
    IdxBytes.writeSplit(folder, Split.TEST);
    ImageSpec spec = spec("idx:" + folder, 2, 4, PixelScale.UNIT);
    assertThatThrownBy(() -> LIBRARY.load(spec, Split.TEST))
        .isInstanceOf(ImageSetException.class)
        .hasMessageContaining("labels 0 to 2")
        .hasMessageContaining("images.classes is 4")
        .hasMessageContaining(folder.toString());
    assertThat(LIBRARY.load(spec(spec.set(), 2, 3, PixelScale.UNIT), Split.TEST).count())
        .isEqualTo(12);
  }

  private static double[] moments(ImageSet images) {
    float[] x = new float[images.features()];
    double sum = 0;
    double squares = 0;
    for (int k = 0; k < images.count(); k++) {
      images.copy(k, x, 0);
      for (float value : x) {
        sum += value;
        squares += (double) value * value;
      }
    }
    double n = (double) images.count() * images.features();
    return new double[] {sum / n, Math.sqrt(squares / n)};
  }
}
