package org.gpicl.engine.vector;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.gpicl.engine.reference.ErrorFunction;
import org.gpicl.model.Activation;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Tag("numbers")
class KernelTest {
  private static final int POINTS = 40_000;

  @Test
  void exponentialsAreRightToTwoPartsInTenMillion() {
    float[] x = grid(-79.9f, 87.9f);
    float[] y = x.clone();
    Exponential.replace(y, 0, y.length, 0f);
    for (int k = 0; k < x.length; k++) {
      double exact = StrictMath.exp(x[k]);
      assertThat(y[k] / exact).as("exp(%s)", x[k]).isCloseTo(1, within(2e-7));
    }
  }

  @Test
  void exponentialsAreZeroFarBelowAndFiniteFarAbove() {
    float[] x = new float[16];
    x[0] = -80.1f;
    x[1] = -1e30f;
    x[2] = Float.NEGATIVE_INFINITY;
    x[3] = 1e30f;
    Exponential.replace(x, 0, 16, 0f);

    assertThat(x).startsWith(0f, 0f, 0f);
    assertThat(x[3]).isGreaterThan(1e38f).isLessThan(Float.POSITIVE_INFINITY);
    assertThat(x[4]).isEqualTo(1f);
  }

  @Test
  void theTanhFormOfGeluAndItsDerivativeAreThoseOfDoublePrecision() {
    double scale = Math.sqrt(2 / Math.PI);
    float[] x = grid(-12, 12);
    float[] y = new float[x.length];
    float[] again = new float[x.length];
    float[] derivative = new float[x.length];
    Gelu gelu = new Gelu(Activation.GELU_TANH);
    gelu.forward(x, y, y.length);
    System.arraycopy(x, 0, derivative, 0, x.length);
    gelu.forwardAndDifferentiate(derivative, again, y.length);
    assertThat(again).isEqualTo(y);
    for (int k = 0; k < x.length; k++) {
      double v = x[k];
      double sigmoid = 1 / (1 + StrictMath.exp(-2 * scale * (v + 0.044715 * v * v * v)));
      double slope = 2 * scale * (1 + 3 * 0.044715 * v * v);
      // Rounding the argument of exp costs 1e-7 of it, which is large where the result is tiny.
      double tolerance = sigmoid > 1e-3 ? 2e-6 : 1e-4;
      assertThat((double) y[k])
          .as("gelu(%s)", v)
          .isCloseTo(v * sigmoid, relative(v * sigmoid, tolerance));
      assertThat((double) derivative[k])
          .as("gelu'(%s)", v)
          .isCloseTo(sigmoid + v * sigmoid * (1 - sigmoid) * slope, within(3e-6));
    }
  }

  @Test
  void theErfFormOfGeluAndItsDerivativeAreThoseOfDoublePrecision() {
    float[] x = grid(-9, 9);
    float[] y = new float[x.length];
    float[] again = new float[x.length];
    float[] derivative = new float[x.length];
    Gelu gelu = new Gelu(Activation.GELU_ERF);
    gelu.forward(x, y, y.length);
    System.arraycopy(x, 0, derivative, 0, x.length);
    gelu.forwardAndDifferentiate(derivative, again, y.length);
    assertThat(again).isEqualTo(y);
    for (int k = 0; k < x.length; k++) {
      double v = x[k];
      double phi = 0.5 * (1 + ErrorFunction.erf(v / Math.sqrt(2)));
      double density = StrictMath.exp(-v * v / 2) / Math.sqrt(2 * Math.PI);
      assertThat((double) y[k])
          .as("gelu(%s)", v)
          .isCloseTo(v * phi, within(1e-6 * Math.abs(v * phi) + 1e-9));
      assertThat((double) derivative[k])
          .as("gelu'(%s)", v)
          .isCloseTo(phi + v * density, within(2e-6));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 16, 1",
    "3, 16, 5",
    "8, 16, 7",
    "19, 48, 3",
    "4, 64, 20",
    "23, 80, 9",
    "17, 112, 1",
    "12, 32, 2",
    "15, 160, 33"
  })
  void productsAreChainsOfFusedMultiplyAddsInAscendingOrder(int m, int n, int k) {
    Random random = new Random(m * n * k);
    int aRow = k + 3;
    int bRow = n + 16;
    float[] a = gaussians(random, m * aRow + 5);
    float[] transposed = new float[k * (m + 2) + 7];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        transposed[7 + p * (m + 2) + i] = a[5 + i * aRow + p];
      }
    }
    float[] b = gaussians(random, k * bRow + 9);
    float[] init = gaussians(random, m * n);
    float[] expected = init.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        for (int p = 0; p < k; p++) {
          expected[i * n + j] =
              Math.fma(a[5 + i * aRow + p], b[9 + p * bRow + j], expected[i * n + j]);
        }
      }
    }
    MatrixProduct product = new MatrixProduct();

    float[] c = init.clone();
    product.left(a, 5, aRow).right(b, 9, bRow).plus(c, 0, n).into(c, 0, n, m, n, k);
    assertThat(c).isEqualTo(expected);

    float[] fromTransposed = new float[m * n];
    product.leftTransposed(transposed, 7, m + 2).right(b, 9, bRow).plus(init, 0, n);
    product.into(fromTransposed, 0, n, m, n, k);
    assertThat(fromTransposed).isEqualTo(expected);
  }

  @Test
  void sumsTakeSixteenPartialSumsAndFoldHalvesOntoHalves() {
    float[] x = gaussians(new Random(3), 5 + 80);
    float[] folded = new float[16];
    for (int k = 0; k < 80; k++) {
      folded[k % 16] += x[5 + k];
    }
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        folded[lane] += folded[lane + half];
      }
    }
    assertThat(Lanes.sum(x, 5, 80, new float[16])).isEqualTo(folded[0]);
  }

  private static org.assertj.core.data.Offset<Double> relative(double value, double tolerance) {
    return within(Math.abs(value) * tolerance + 1e-9);
  }

  private static float[] grid(float from, float to) {
    float[] x = new float[POINTS];
    for (int k = 0; k < POINTS; k++) {
      x[k] = from + (to - from) * k / (POINTS - 1);
    }
    return x;
  }

  private static float[] gaussians(Random random, int count) {
    float[] x = new float[count];
    for (int k = 0; k < count; k++) {
      x[k] = (float) random.nextGaussian();
    }
    return x;
  }
}
