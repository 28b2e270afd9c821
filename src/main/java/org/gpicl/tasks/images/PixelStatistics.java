package org.gpicl.tasks.images;

/**
 * Mean and standard deviation over all images and pixels of a set, pixels in [0, 1].
 *
 * @param mean the mean
 * @param deviation the population standard deviation; 1 where all pixels are equal
 */
public record PixelStatistics(double mean, double deviation) {

  /** Computes the statistics, summing in order and in double precision. */
  static PixelStatistics of(float[] pixels, int count) {
    double sum = 0;
    for (int k = 0; k < count; k++) {
      sum += pixels[k];
    }
    double mean = sum / count;
    double squares = 0;
    for (int k = 0; k < count; k++) {
      double distance = pixels[k] - mean;
      squares += distance * distance;
    }
    double deviation = Math.sqrt(squares / count);
    return new PixelStatistics(mean, deviation > 0 ? deviation : 1);
  }
}
