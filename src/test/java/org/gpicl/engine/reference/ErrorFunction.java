package org.gpicl.engine.reference;

/** The error function in double precision, by its series and its continued fraction. */
public final class ErrorFunction {
  private ErrorFunction() {}

  /** erf(x) to about 1e-15. */
  public static double erf(double x) {
    double z = Math.abs(x);
    return Math.copySign(z < 3 ? series(z) : 1 - complement(z), x);
  }

  /** 2/sqrt(pi) exp(-z^2) sum 2^n z^(2n+1) / (2n+1)!!: every term is positive. */
  private static double series(double z) {
    double term = z;
    double sum = z;
    for (int n = 1; term > sum * 1e-17; n++) {
      term *= 2 * z * z / (2 * n + 1);
      sum += term;
    }
    return 2 / Math.sqrt(Math.PI) * StrictMath.exp(-z * z) * sum;
  }

  /** exp(-z^2) / sqrt(pi) / (z + 1/2 / (z + 2/2 / (z + 3/2 / ...))), evaluated backwards. */
  private static double complement(double z) {
    double fraction = z;
    for (int n = 80; n >= 1; n--) {
      fraction = z + n / 2.0 / fraction;
    }
    return StrictMath.exp(-z * z) / Math.sqrt(Math.PI) / fraction;
  }
}
