package org.gpicl.tasks.numbers;

/**
 * Standard normal quantiles at the 65,536 midpoints of equal probability, scaled to variance one.
 *
 * <p>A look-up turns sixteen random bits into one Gaussian: the top bit is the sign, the other
 * fifteen choose the magnitude. There is no rejection and no logarithm, so it vectorises; the
 * largest magnitude is about 4.3. The quantile is Wichura's algorithm AS 241 (PPND16, Applied
 * Statistics 37, 1988), computed with {@link StrictMath} so that every JVM builds the same table.
 */
public final class GaussianTable {
  private static final int MAGNITUDES = 1 << 15;

  /** Indexed by all sixteen bits: a look-up without a branch on the sign. */
  private final float[] values = new float[2 * MAGNITUDES];

  /** Computes the table. */
  public GaussianTable() {
    double[] quantile = new double[MAGNITUDES];
    double sumOfSquares = 0;
    for (int k = 0; k < MAGNITUDES; k++) {
      quantile[k] = upperHalfQuantile((k + 0.5) / (2.0 * MAGNITUDES));
      sumOfSquares += quantile[k] * quantile[k];
    }
    double toUnitVariance = 1 / StrictMath.sqrt(sumOfSquares / MAGNITUDES);
    for (int k = 0; k < MAGNITUDES; k++) {
      values[k] = (float) (quantile[k] * toUnitVariance);
      values[k + MAGNITUDES] = -values[k];
    }
  }

  /** The Gaussian for every value of the sixteen bits, times a scale, [65,536]. */
  public float[] scaled(float scale) {
    float[] scaled = values.clone();
    for (int k = 0; k < scaled.length; k++) {
      scaled[k] *= scale;
    }
    return scaled;
  }

  /** The Gaussian for every value of the sixteen bits, [65,536]. */
  float[] values() {
    return values;
  }

  /** The standard normal quantile at probability one half plus {@code q}, 0 &lt; q &lt; 1/2. */
  private static double upperHalfQuantile(double q) {
    if (q <= 0.425) {
      double r = 0.180625 - q * q;
      return q
          * polynomial(
              r,
              3.3871328727963666080e0,
              1.3314166789178437745e2,
              1.9715909503065514427e3,
              1.3731693765509461125e4,
              4.5921953931549871457e4,
              6.7265770927008700853e4,
              3.3430575583588128105e4,
              2.5090809287301226727e3)
          / polynomial(
              r,
              1.0,
              4.2313330701600911252e1,
              6.8718700749205790830e2,
              5.3941960214247511077e3,
              2.1213794301586595867e4,
              3.9307895800092710610e4,
              2.8729085735721942674e4,
              5.2264952788528545610e3);
    }
    double r = StrictMath.sqrt(-StrictMath.log(0.5 - q));
    if (r <= 5) {
      r -= 1.6;
      return polynomial(
              r,
              1.42343711074968357734e0,
              4.63033784615654529590e0,
              5.76949722146069140550e0,
              3.64784832476320460504e0,
              1.27045825245236838258e0,
              2.41780725177450611770e-1,
              2.27238449892691845833e-2,
              7.74545014278341407640e-4)
          / polynomial(
              r,
              1.0,
              2.05319162663775882187e0,
              1.67638483018380384940e0,
              6.89767334985100004550e-1,
              1.48103976427480074590e-1,
              1.51986665636164571966e-2,
              5.47593808499534494600e-4,
              1.05075007164441684324e-9);
    }
    throw new IllegalArgumentException("no table entry lies this far out: " + q);
  }

  private static double polynomial(double x, double... coefficients) {
    double sum = 0;
    for (int k = coefficients.length - 1; k >= 0; k--) {
      sum = sum * x + coefficients[k];
    }
    return sum;
  }
}
