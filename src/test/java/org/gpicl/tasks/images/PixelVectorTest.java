package org.gpicl.tasks.images;

import static org.assertj.core.api.Assertions.assertThat;

import org.gpicl.tasks.source.Picture;
import org.junit.jupiter.api.Test;

class PixelVectorTest {
  private static float[] vector(int size, int channels, Picture image) {
    float[] out = new float[size * size * channels];
    new PixelVector(size, channels).write(image, out, 0);
    return out;
  }

  private static Picture colour(int side, int red, int green, int blue) {
    byte[] pixels = new byte[3 * side * side];
    for (int k = 0; k < side * side; k++) {
      pixels[k] = (byte) red;
      pixels[side * side + k] = (byte) green;
      pixels[2 * side * side + k] = (byte) blue;
    }
    return new Picture(side, side, Picture.COLOUR, pixels);
  }

  @Test
  void colourIsRedThenGreenThenBlue() {
    assertThat(vector(1, 3, colour(2, 255, 51, 0))).containsExactly(1, 0.2f, 0);
  }

  @Test
  void ofColourOneChannelIsTheLuminanceThatPillowComputes() {
    // Image.new("RGB", (1, 1), (200, 100, 50)).convert("L") has 124.
    assertThat(vector(1, 1, colour(3, 200, 100, 50))).containsExactly(124 / 255f);
    assertThat(vector(1, 1, colour(3, 255, 0, 0))).containsExactly(76 / 255f);
    assertThat(vector(1, 1, colour(3, 0, 255, 0))).containsExactly(150 / 255f);
    assertThat(vector(1, 1, colour(3, 0, 0, 255))).containsExactly(29 / 255f);
  }

  @Test
  void greysOfColourStayWhatTheyAre() {
    for (int grey = 0; grey < 256; grey++) {
      assertThat(vector(1, 1, colour(1, grey, grey, grey))).containsExactly((float) (grey / 255.0));
    }
  }

  @Test
  void greyIsRepeatedInThreeChannels() {
    Picture image = new Picture(1, 1, Picture.GREY, new byte[] {51});
    assertThat(vector(2, 3, image)).hasSize(12).containsOnly(0.2f);
  }

  @Test
  void enlargedPixelsAreMixedOnlyAcrossBorders() {
    Picture image = new Picture(1, 2, Picture.GREY, new byte[] {0, (byte) 255});
    assertThat(vector(3, 1, image)).containsExactly(0, 0.5f, 1, 0, 0.5f, 1, 0, 0.5f, 1);
  }

  @Test
  void imagesOfOneSetMayDifferInSizeAndColour() {
    PixelVector vector = new PixelVector(2, 3);
    float[] out = new float[24];
    vector.write(colour(5, 255, 0, 0), out, 0);
    vector.write(new Picture(3, 7, Picture.GREY, new byte[21]), out, 12);
    assertThat(out).startsWith(1, 1, 1, 1, 0, 0).endsWith(new float[12]);
  }
}
