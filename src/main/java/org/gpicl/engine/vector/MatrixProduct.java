package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Products of dense matrices, C = init + A B, for the shapes of small networks.
 *
 * <p>Every entry of C is one chain of fused multiply-adds over k in ascending order, so neither the
 * tiles nor the width of the vectors show in the result. A is read entry by entry through two
 * strides, so that it may be transposed; B and C are read and written in rows. Nothing is packed:
 * at widths up to a few hundred the operands lie in the nearest caches anyway.
 */
final class MatrixProduct {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();
  private static final int TILE_ROWS = 8;
  private static final float[] ZEROS = new float[1 << 14];

  private MatrixProduct() {}

  /** C = A B; see the long form. */
  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] c,
      int cAt,
      int cRow) {
    multiply(m, n, k, a, aAt, aRow, aColumn, b, bAt, bRow, ZEROS, 0, 0, c, cAt, cRow);
  }

  /**
   * C[m, n] = init[m, n] + A[m, k] B[k, n].
   *
   * @param n a multiple of sixteen
   * @param aAt where A begins; entry (i, p) lies at aAt + i * aRow + p * aColumn
   * @param bAt where B begins; its rows lie bRow apart
   * @param initAt where init begins; its rows lie initRow apart: 0 adds one row to all, C itself
   *     accumulates
   */
  static void multiply(
      int m,
      int n,
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] init,
      int initAt,
      int initRow,
      float[] c,
      int cAt,
      int cRow) {
    int j = 0;
    for (; j + 2 * STEP <= n; j += 2 * STEP) {
      int i = 0;
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        tile8x2(
            k,
            a,
            aAt + i * aRow,
            aRow,
            aColumn,
            b,
            bAt + j,
            bRow,
            init,
            initAt + i * initRow + j,
            initRow,
            c,
            cAt + i * cRow + j,
            cRow);
      }
      for (; i < m; i++) {
        tile1x2(
            k,
            a,
            aAt + i * aRow,
            aColumn,
            b,
            bAt + j,
            bRow,
            init,
            initAt + i * initRow + j,
            c,
            cAt + i * cRow + j);
      }
    }
    for (; j < n; j += STEP) {
      int i = 0;
      for (; i + TILE_ROWS <= m; i += TILE_ROWS) {
        tile8x1(
            k,
            a,
            aAt + i * aRow,
            aRow,
            aColumn,
            b,
            bAt + j,
            bRow,
            init,
            initAt + i * initRow + j,
            initRow,
            c,
            cAt + i * cRow + j,
            cRow);
      }
      for (; i < m; i++) {
        tile1x1(
            k,
            a,
            aAt + i * aRow,
            aColumn,
            b,
            bAt + j,
            bRow,
            init,
            initAt + i * initRow + j,
            c,
            cAt + i * cRow + j);
      }
    }
  }

  private static void tile8x2(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] init,
      int initAt,
      int initRow,
      float[] c,
      int cAt,
      int cRow) {
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, initAt + STEP);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + initRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + initRow + STEP);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow + STEP);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow + STEP);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, initAt + 4 * initRow);
    FloatVector c41 = FloatVector.fromArray(FLOATS, init, initAt + 4 * initRow + STEP);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, initAt + 5 * initRow);
    FloatVector c51 = FloatVector.fromArray(FLOATS, init, initAt + 5 * initRow + STEP);
    FloatVector c60 = FloatVector.fromArray(FLOATS, init, initAt + 6 * initRow);
    FloatVector c61 = FloatVector.fromArray(FLOATS, init, initAt + 6 * initRow + STEP);
    FloatVector c70 = FloatVector.fromArray(FLOATS, init, initAt + 7 * initRow);
    FloatVector c71 = FloatVector.fromArray(FLOATS, init, initAt + 7 * initRow + STEP);
    int aPlace = aAt;
    int bPlace = bAt;
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
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
    c10.intoArray(c, cAt + cRow);
    c11.intoArray(c, cAt + cRow + STEP);
    c20.intoArray(c, cAt + 2 * cRow);
    c21.intoArray(c, cAt + 2 * cRow + STEP);
    c30.intoArray(c, cAt + 3 * cRow);
    c31.intoArray(c, cAt + 3 * cRow + STEP);
    c40.intoArray(c, cAt + 4 * cRow);
    c41.intoArray(c, cAt + 4 * cRow + STEP);
    c50.intoArray(c, cAt + 5 * cRow);
    c51.intoArray(c, cAt + 5 * cRow + STEP);
    c60.intoArray(c, cAt + 6 * cRow);
    c61.intoArray(c, cAt + 6 * cRow + STEP);
    c70.intoArray(c, cAt + 7 * cRow);
    c71.intoArray(c, cAt + 7 * cRow + STEP);
  }

  private static void tile8x1(
      int k,
      float[] a,
      int aAt,
      int aRow,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] init,
      int initAt,
      int initRow,
      float[] c,
      int cAt,
      int cRow) {
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + initRow);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow);
    FloatVector c40 = FloatVector.fromArray(FLOATS, init, initAt + 4 * initRow);
    FloatVector c50 = FloatVector.fromArray(FLOATS, init, initAt + 5 * initRow);
    FloatVector c60 = FloatVector.fromArray(FLOATS, init, initAt + 6 * initRow);
    FloatVector c70 = FloatVector.fromArray(FLOATS, init, initAt + 7 * initRow);
    int aPlace = aAt;
    int bPlace = bAt;
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
    c00.intoArray(c, cAt);
    c10.intoArray(c, cAt + cRow);
    c20.intoArray(c, cAt + 2 * cRow);
    c30.intoArray(c, cAt + 3 * cRow);
    c40.intoArray(c, cAt + 4 * cRow);
    c50.intoArray(c, cAt + 5 * cRow);
    c60.intoArray(c, cAt + 6 * cRow);
    c70.intoArray(c, cAt + 7 * cRow);
  }

  private static void tile1x2(
      int k,
      float[] a,
      int aAt,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] init,
      int initAt,
      float[] c,
      int cAt) {
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    FloatVector c01 = FloatVector.fromArray(FLOATS, init, initAt + STEP);
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      aPlace += aColumn;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
  }

  private static void tile1x1(
      int k,
      float[] a,
      int aAt,
      int aColumn,
      float[] b,
      int bAt,
      int bRow,
      float[] init,
      int initAt,
      float[] c,
      int cAt) {
    FloatVector c00 = FloatVector.fromArray(FLOATS, init, initAt);
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      aPlace += aColumn;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
  }
}
