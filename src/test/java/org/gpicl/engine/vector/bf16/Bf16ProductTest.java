package org.gpicl.engine.vector.bf16;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products by oneDNN, compared with sums in double precision. */
@EnabledIf("org.gpicl.engine.vector.bf16.Bf16#available")
class Bf16ProductTest {
  private final Random random = new Random(1);
  private final Bf16Product product = new Bf16Product();

  /** Numbers that bf16 has. */
  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int k = 0; k < count; k++) {
      numbers[k] = (random.nextInt(255) - 127) / 64f;
    }
    return numbers;
  }

  private static Bf16Matrix matrix(float[] numbers) {
    Bf16Matrix matrix = new Bf16Matrix();
    matrix.copy(numbers, 0, numbers.length);
    return matrix;
  }

  @ParameterizedTest
  @CsvSource({"1, 16, 1", "3, 32, 794", "400, 16, 10", "37, 96, 65", "128, 768, 256"})
  void allWaysOfStoringTheOperandsGiveTheSameProduct(int m, int n, int k) {
    float[] a = numbers(m * k);
    float[] b = numbers(k * n);
    double[] expected = new double[m * n];
    float[] across = new float[k * m];
    float[] down = new float[n * k];
    for (int i = 0; i < m; i++) {
      for (int p = 0; p < k; p++) {
        across[p * m + i] = a[i * k + p];
        for (int j = 0; j < n; j++) {
          down[j * k + p] = b[p * n + j];
          expected[i * n + j] += (double) a[i * k + p] * b[p * n + j];
        }
      }
    }
    float[] c = new float[m * n];
    product.left(matrix(a), k).right(matrix(b), n).into(c, m, n, k);
    assertClose(c, expected, 0);
    product.leftTransposed(matrix(across), m).right(matrix(b), n).into(c, m, n, k);
    assertClose(c, expected, 0);
    product.left(matrix(a), k).rightTransposed(matrix(down), k).into(c, m, n, k);
    assertClose(c, expected, 0);

    int row = n + 16;
    float[] sum = new float[5 + m * row];
    Arrays.fill(sum, 1f);
    product.left(matrix(a), k).right(matrix(b), n).addTo(sum, 5, row, m, n, k);
    float[] inside = new float[m * n];
    for (int i = 0; i < m; i++) {
      System.arraycopy(sum, 5 + i * row, inside, i * n, n);
      assertThat(sum[5 + i * row + n]).as("beside the product").isEqualTo(1f);
    }
    assertClose(inside, expected, 1);
  }

  private static void assertClose(float[] c, double[] expected, double more) {
    for (int at = 0; at < c.length; at++) {
      assertThat((double) c[at])
          .isCloseTo(expected[at] + more, within(1e-5 * (1 + Math.abs(expected[at]))));
    }
  }
}
