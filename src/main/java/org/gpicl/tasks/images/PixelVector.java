package org.gpicl.tasks.images;

import org.gpicl.tasks.source.Picture;

/**
 * Turns images of any size and colour into vectors [channels, size, size] of numbers from 0 to 1.
 * Of a colour image, one channel is its luminance; a grey image is repeated in three channels.
 */
final class PixelVector {
  private final int size;
  private final int channels;
  private AreaAverage average;
  private int rows;
  private int columns;

  PixelVector(int size, int channels) {
    this.size = size;
    this.channels = channels;
  }

  /** Writes an image to {@code out[at .. at + size * size * channels - 1]}. */
  void write(Picture image, float[] out, int at) {
    if (average == null || rows != image.rows() || columns != image.columns()) {
      rows = image.rows();
      columns = image.columns();
      average = new AreaAverage(rows, columns, size);
    }
    boolean grey = image.channels() == Picture.GREY;
    byte[] pixels = !grey && channels == Picture.GREY ? luminance(image) : image.pixels();
    int plane = size * size;
    for (int channel = 0; channel < channels; channel++) {
      if (channel > 0 && grey) {
        System.arraycopy(out, at, out, at + channel * plane, plane);
      } else {
        average.apply(pixels, channel * rows * columns, out, at + channel * plane);
      }
    }
  }

  /**
   * Luminance (Rec. 601) as Pillow and torchvision round it: weights in 65,536ths that sum to one,
   * so that greys stay what they are.
   */
  private static byte[] luminance(Picture image) {
    int plane = image.rows() * image.columns();
    byte[] from = image.pixels();
    byte[] grey = new byte[plane];
    for (int k = 0; k < plane; k++) {
      int red = from[k] & 0xFF;
      int green = from[plane + k] & 0xFF;
      int blue = from[2 * plane + k] & 0xFF;
      grey[k] = (byte) (19_595 * red + 38_470 * green + 7_471 * blue + (1 << 15) >> 16);
    }
    return grey;
  }
}
