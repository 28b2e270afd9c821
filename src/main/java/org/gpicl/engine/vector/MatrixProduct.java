package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of dense matrices, C = init + A B, for the shapes of small networks:
 *
 * <pre>
 * product.left(a, ...).right(b, ...).plus(init, ...).into(c, ..., m, n, k);
 * </pre>
 *
 * <p>Every entry of C is one chain of fused multiply-adds over k in ascending order, so neither the
 * tiles nor the width of the vectors show in the result. A is read entry by entry through two
 * strides, so that it may be transposed; B and C are read and written in rows. Nothing is packed:
 * at widths up to some hundred the operands lie in near caches anyway, and this is as fast as a
 * BLAS without crossing into native code.
 */
final class MatrixProduct {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  /** Sixteen vector registers (AVX2) hold tiles of 4 x 2 vectors; the others have thirty-two. */
  private static final boolean FEW_REGISTERS = STEP == 8;

  private static final float[] ZEROS = new float[1 << 15];

  private float[] a;
  private int aAt;
  private int aRow;
  private int aColumn;
  private float[] b;
  private int bAt;
  private int bRow;
  private float[] init;
  private int initAt;
  private int initRow;
  private float[] c;
  private int cAt;
  private int cRow;
  private int k;

  /** Entry (i, p) of A lies at {@code at + i * row + p * column}. */
  MatrixProduct left(float[] array, int at, int row, int column) {
    a = array;
    aAt = at;
    aRow = row;
    aColumn = column;
    return this;
  }

  /** Rows of B lie {@code row} apart; nothing is added to the product yet. */
  MatrixProduct right(float[] array, int at, int row) {
    b = array;
    bAt = at;
    bRow = row;
    return plus(ZEROS, 0, 0);
  }

  /** Rows of init lie {@code row} apart: 0 adds one row to all, C itself accumulates. */
  MatrixProduct plus(float[] array, int at, int row) {
    init = array;
    initAt = at;
    initRow = row;
    return this;
  }

  /**
   * Computes C[m, n] = init[m, n] + A[m, k] B[k, n], rows of C lying {@code row} apart.
   *
   * @param n a multiple of sixteen
   */
  void into(float[] array, int at, int row, int m, int n, int k) {
    c = array;
    cAt = at;
    cRow = row;
    this.k = k;
    int j = 0;
    for (; !FEW_REGISTERS && j + 4 * STEP <= n; j += 4 * STEP) {
      int i = 0;
      for (; i + 4 <= m; i += 4) {
        tile4x4(i, j);
      }
      for (; i < m; i++) {
        tile1x4(i, j);
      }
    }
    for (; j + 2 * STEP <= n; j += 2 * STEP) {
      int i = 0;
      for (; !FEW_REGISTERS && i + 8 <= m; i += 8) {
        tile8x2(i, j);
      }
      for (; i + 4 <= m; i += 4) {
        tile4x2(i, j);
      }
      for (; i < m; i++) {
        tile1x2(i, j);
      }
    }
    for (; j < n; j += STEP) {
      int i = 0;
      for (; i + 8 <= m; i += 8) {
        tile8x1(i, j);
      }
      for (; i < m; i++) {
        tile1x1(i, j);
      }
    }
  }

  private void tile4x4(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, from + STEP);
    FloatVector c02 = FloatVector.fromArray(FLOATS, init, from + 2 * STEP);
    FloatVector c03 = FloatVector.fromArray(FLOATS, init, from + 3 * STEP);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, from + initRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, from + initRow + STEP);
    FloatVector c12 = FloatVector.fromArray(FLOATS, init, from + initRow + 2 * STEP);
    FloatVector c13 = FloatVector.fromArray(FLOATS, init, from + initRow + 3 * STEP);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow + STEP);
    FloatVector c22 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow + 2 * STEP);
    FloatVector c23 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow + 3 * STEP);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow + STEP);
    FloatVector c32 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow + 2 * STEP);
    FloatVector c33 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow + 3 * STEP);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, bPlace + 2 * STEP);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, bPlace + 3 * STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      x = FloatVector.broadcast(FLOATS, a[aPlace + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3 * aRow]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
    c01.intoArray(c, to + STEP);
    c02.intoArray(c, to + 2 * STEP);
    c03.intoArray(c, to + 3 * STEP);
    c10.intoArray(c, to + cRow);
    c11.intoArray(c, to + cRow + STEP);
    c12.intoArray(c, to + cRow + 2 * STEP);
    c13.intoArray(c, to + cRow + 3 * STEP);
    c20.intoArray(c, to + 2 * cRow);
    c21.intoArray(c, to + 2 * cRow + STEP);
    c22.intoArray(c, to + 2 * cRow + 2 * STEP);
    c23.intoArray(c, to + 2 * cRow + 3 * STEP);
    c30.intoArray(c, to + 3 * cRow);
    c31.intoArray(c, to + 3 * cRow + STEP);
    c32.intoArray(c, to + 3 * cRow + 2 * STEP);
    c33.intoArray(c, to + 3 * cRow + 3 * STEP);
  }

  private void tile8x2(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, from + STEP);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, from + initRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, from + initRow + STEP);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow + STEP);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow + STEP);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, from + 4 * initRow);
    FloatVector c41 = FloatVector.fromArray(FLOATS, init, from + 4 * initRow + STEP);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, from + 5 * initRow);
    FloatVector c51 = FloatVector.fromArray(FLOATS, init, from + 5 * initRow + STEP);
    FloatVector c60 = FloatVector.fromArray(FLOATS, init, from + 6 * initRow);
    FloatVector c61 = FloatVector.fromArray(FLOATS, init, from + 6 * initRow + STEP);
    FloatVector c70 = FloatVector.fromArray(FLOATS, init, from + 7 * initRow);
    FloatVector c71 = FloatVector.fromArray(FLOATS, init, from + 7 * initRow + STEP);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[aPlace + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3 * aRow]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 4 * aRow]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 5 * aRow]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 6 * aRow]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 7 * aRow]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
    c01.intoArray(c, to + STEP);
    c10.intoArray(c, to + cRow);
    c11.intoArray(c, to + cRow + STEP);
    c20.intoArray(c, to + 2 * cRow);
    c21.intoArray(c, to + 2 * cRow + STEP);
    c30.intoArray(c, to + 3 * cRow);
    c31.intoArray(c, to + 3 * cRow + STEP);
    c40.intoArray(c, to + 4 * cRow);
    c41.intoArray(c, to + 4 * cRow + STEP);
    c50.intoArray(c, to + 5 * cRow);
    c51.intoArray(c, to + 5 * cRow + STEP);
    c60.intoArray(c, to + 6 * cRow);
    c61.intoArray(c, to + 6 * cRow + STEP);
    c70.intoArray(c, to + 7 * cRow);
    c71.intoArray(c, to + 7 * cRow + STEP);
  }

  private void tile4x2(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, from + STEP);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, from + initRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, from + initRow + STEP);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow + STEP);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow + STEP);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[aPlace + aRow]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2 * aRow]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3 * aRow]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
    c01.intoArray(c, to + STEP);
    c10.intoArray(c, to + cRow);
    c11.intoArray(c, to + cRow + STEP);
    c20.intoArray(c, to + 2 * cRow);
    c21.intoArray(c, to + 2 * cRow + STEP);
    c30.intoArray(c, to + 3 * cRow);
    c31.intoArray(c, to + 3 * cRow + STEP);
  }

  private void tile8x1(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, from + initRow);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, from + 2 * initRow);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, from + 3 * initRow);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, from + 4 * initRow);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, from + 5 * initRow);
    FloatVector c60 = FloatVector.fromArray(FLOATS, init, from + 6 * initRow);
    FloatVector c70 = FloatVector.fromArray(FLOATS, init, from + 7 * initRow);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      x = FloatVector.broadcast(FLOATS, a[aPlace + aRow]);
      c10 = x.fma(b0, c10);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2 * aRow]);
      c20 = x.fma(b0, c20);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3 * aRow]);
      c30 = x.fma(b0, c30);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 4 * aRow]);
      c40 = x.fma(b0, c40);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 5 * aRow]);
      c50 = x.fma(b0, c50);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 6 * aRow]);
      c60 = x.fma(b0, c60);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 7 * aRow]);
      c70 = x.fma(b0, c70);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
    c10.intoArray(c, to + cRow);
    c20.intoArray(c, to + 2 * cRow);
    c30.intoArray(c, to + 3 * cRow);
    c40.intoArray(c, to + 4 * cRow);
    c50.intoArray(c, to + 5 * cRow);
    c60.intoArray(c, to + 6 * cRow);
    c70.intoArray(c, to + 7 * cRow);
  }

  private void tile1x4(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, from + STEP);
    FloatVector c02 = FloatVector.fromArray(FLOATS, init, from + 2 * STEP);
    FloatVector c03 = FloatVector.fromArray(FLOATS, init, from + 3 * STEP);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, bPlace + 2 * STEP);
      FloatVector b3 = FloatVector.fromArray(FLOATS, b, bPlace + 3 * STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      c03 = x.fma(b3, c03);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
    c01.intoArray(c, to + STEP);
    c02.intoArray(c, to + 2 * STEP);
    c03.intoArray(c, to + 3 * STEP);
  }

  private void tile1x2(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, from + STEP);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
    c01.intoArray(c, to + STEP);
  }

  private void tile1x1(int i, int j) {
    float[] a = this.a;
    float[] b = this.b;
    int aRow = this.aRow;
    int aColumn = this.aColumn;
    int bRow = this.bRow;
    int k = this.k;
    int from = initAt + i * initRow + j;
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, from);
    int aPlace = aAt + i * aRow;
    int bPlace = bAt + j;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      aPlace += aColumn;
      bPlace += bRow;
    }
    int to = cAt + i * cRow + j;
    c00.intoArray(c, to);
  }
}
