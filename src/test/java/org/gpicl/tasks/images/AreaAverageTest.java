package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AreaAverageTest {

  private static byte[] ramp(int rows, int columns) {
    byte[] image = new byte[rows * columns];
    for (int k = 0; k < image.length; k++) {
      image[k] = (byte) (k * 37);
    }
    return image;
  }

  @Test
  void theSameSizeOnlyDividesBy255() {
    byte[] image = ramp(5, 5);
    float[] out = new float[25];
    new AreaAverage(5, 5, 5).apply(image, out, 0);
    for (int k = 0; k < 25; k++) {
      assertThat(out[k]).isEqualTo((float) ((image[k] & 0xFF) / 255.0));
    }
  }

  @Test
  void aWholeFactorAveragesBlocks() {
    byte[] image = ramp(4, 6);
    float[] out = new float[5];
    new AreaAverage(4, 6, 2).apply(image, out, 1);
    int sum = 0;
    for (int row = 2; row < 4; row++) {
      for (int column = 0; column < 3; column++) {
        sum += image[row * 6 + column] & 0xFF;
      }
    }
    assertThat(out[3]).isCloseTo(sum / 6f / 255f, Offset.offset(1e-7f));
  }

  @Test
  void aPartOfAPixelCountsInPart() {
    float[] out = new float[4];
    byte[] image = {(byte) 255, 0, 0, 0, 0, 0, 0, 0, (byte) 255};
    new AreaAverage(3, 3, 2).apply(image, out, 0);
    // Each target pixel covers 1.5 x 1.5 source pixels.
    assertThat(out[0]).isCloseTo(1 / 2.25f, Offset.offset(1e-6f));
    assertThat(out[1]).isZero();
    assertThat(out[3]).isCloseTo(1 / 2.25f, Offset.offset(1e-6f));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 7, 13, 14, 28, 30})
  void theMeanStaysWhateverTheSize(int size) {
    byte[] image = ramp(28, 28);
    float[] out = new float[size * size];
    new AreaAverage(28, 28, size).apply(image, out, 0);
    double mean = 0;
    for (byte pixel : image) {
      mean += (pixel & 0xFF) / 255.0 / image.length;
    }
    double averaged = 0;
    for (float pixel : out) {
      averaged += pixel / out.length;
    }
    assertThat(averaged).isCloseTo(mean, Offset.offset(1e-6));
  }
}
