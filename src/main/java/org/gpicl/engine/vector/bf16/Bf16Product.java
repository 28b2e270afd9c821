package org.gpicl.engine.vector.bf16;

import com.sun.jna.Pointer;

/**
 * Computes products of dense matrices, C = A B or C += A B, whose operands are bf16 and whose sums
 * are floats, on the calling thread alone. Sums are taken in an order that depends on shapes and on
 * the kind of processor.
 */
public final class Bf16Product {
  private final NativeRoom room = new NativeRoom();
  private Bf16Matrix a;
  private long rowOfA;
  private byte transposeA;
  private Bf16Matrix b;
  private long rowOfB;
  private byte transposeB;

  /** Sets A, with entry (i, p) at {@code i * row + p}. */
  public Bf16Product left(Bf16Matrix matrix, int row) {
    a = matrix;
    rowOfA = row;
    transposeA = OneDnn.AS_IS;
    return this;
  }

  /** Sets A, with entry (i, p) at {@code i + p * row}. */
  public Bf16Product leftTransposed(Bf16Matrix matrix, int row) {
    left(matrix, row);
    transposeA = OneDnn.TRANSPOSED;
    return this;
  }

  /** Sets B, with entry (p, j) at {@code p * row + j}. */
  public Bf16Product right(Bf16Matrix matrix, int row) {
    b = matrix;
    rowOfB = row;
    transposeB = OneDnn.AS_IS;
    return this;
  }

  /** Sets B, with entry (p, j) at {@code p + j * row}. */
  public Bf16Product rightTransposed(Bf16Matrix matrix, int row) {
    right(matrix, row);
    transposeB = OneDnn.TRANSPOSED;
    return this;
  }

  /** Writes C [m, n], whose rows follow each other, to an array. */
  public void into(float[] c, int m, int n, int k) {
    Pointer sums = room.atLeast((long) Float.BYTES * m * n);
    compute(m, n, k, 0, sums, n);
    sums.read(0, c, 0, m * n);
  }

  /**
   * Adds C [m, n] to an array, with rows of C {@code row} apart.
   *
   * @param at where C begins; the array has m times {@code row} numbers from there
   */
  public void addTo(float[] c, int at, int row, int m, int n, int k) {
    Pointer sums = room.atLeast((long) Float.BYTES * m * row);
    sums.write(0, c, at, m * row);
    compute(m, n, k, 1, sums, row);
    sums.read(0, c, at, m * row);
  }

  private void compute(int m, int n, int k, float keep, Pointer sums, int rowOfC) {
    OneDnn.omp_set_num_threads(1); // of this thread, whatever the environment says
    int status =
        OneDnn.dnnl_gemm_bf16bf16f32(
            transposeA,
            transposeB,
            m,
            n,
            k,
            1,
            a.numbers(),
            rowOfA,
            b.numbers(),
            rowOfB,
            keep,
            sums,
            rowOfC);
    if (status != OneDnn.SUCCESS) {
      throw new IllegalStateException("oneDNN returned " + status + " for a product in bf16");
    }
  }
}
