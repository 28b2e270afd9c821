package org.gpicl.engine.vector;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * Tiles of a matrix product, C = init + A B, with A stored transposed: entry (i, p) is at {@code
 * aAt + i + p * aStride}. A tile of r x c holds r rows and c vectors of C in registers.
 */
final class ColumnTiles {
  private static final VectorSpecies<Float> FLOATS = Lanes.FLOATS;
  private static final int STEP = FLOATS.length();

  private ColumnTiles() {}

  static void tile4x4(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    FloatVector c02 = FloatVector.fromArray(FLOATS, init, initAt + 2 * STEP);
    FloatVector c03 = FloatVector.fromArray(FLOATS, init, initAt + 3 * STEP);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + initRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + initRow + STEP);
    FloatVector c12 = FloatVector.fromArray(FLOATS, init, initAt + initRow + 2 * STEP);
    FloatVector c13 = FloatVector.fromArray(FLOATS, init, initAt + initRow + 3 * STEP);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow + STEP);
    FloatVector c22 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow + 2 * STEP);
    FloatVector c23 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow + 3 * STEP);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow + STEP);
    FloatVector c32 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow + 2 * STEP);
    FloatVector c33 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow + 3 * STEP);
    int aPlace = aAt;
    int bPlace = bAt;
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
      x = FloatVector.broadcast(FLOATS, a[aPlace + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      c13 = x.fma(b3, c13);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      c23 = x.fma(b3, c23);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      c33 = x.fma(b3, c33);
      aPlace += aStride;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
    c02.intoArray(c, cAt + 2 * STEP);
    c03.intoArray(c, cAt + 3 * STEP);
    c10.intoArray(c, cAt + cRow);
    c11.intoArray(c, cAt + cRow + STEP);
    c12.intoArray(c, cAt + cRow + 2 * STEP);
    c13.intoArray(c, cAt + cRow + 3 * STEP);
    c20.intoArray(c, cAt + 2 * cRow);
    c21.intoArray(c, cAt + 2 * cRow + STEP);
    c22.intoArray(c, cAt + 2 * cRow + 2 * STEP);
    c23.intoArray(c, cAt + 2 * cRow + 3 * STEP);
    c30.intoArray(c, cAt + 3 * cRow);
    c31.intoArray(c, cAt + 3 * cRow + STEP);
    c32.intoArray(c, cAt + 3 * cRow + 2 * STEP);
    c33.intoArray(c, cAt + 3 * cRow + 3 * STEP);
  }

  static void tile4x3(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    FloatVector c02 = FloatVector.fromArray(FLOATS, init, initAt + 2 * STEP);
    FloatVector c10 = FloatVector.fromArray(FLOATS, init, initAt + initRow);
    FloatVector c11 = FloatVector.fromArray(FLOATS, init, initAt + initRow + STEP);
    FloatVector c12 = FloatVector.fromArray(FLOATS, init, initAt + initRow + 2 * STEP);
    FloatVector c20 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow);
    FloatVector c21 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow + STEP);
    FloatVector c22 = FloatVector.fromArray(FLOATS, init, initAt + 2 * initRow + 2 * STEP);
    FloatVector c30 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow);
    FloatVector c31 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow + STEP);
    FloatVector c32 = FloatVector.fromArray(FLOATS, init, initAt + 3 * initRow + 2 * STEP);
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, bPlace + 2 * STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      c12 = x.fma(b2, c12);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      c22 = x.fma(b2, c22);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      c32 = x.fma(b2, c32);
      aPlace += aStride;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
    c02.intoArray(c, cAt + 2 * STEP);
    c10.intoArray(c, cAt + cRow);
    c11.intoArray(c, cAt + cRow + STEP);
    c12.intoArray(c, cAt + cRow + 2 * STEP);
    c20.intoArray(c, cAt + 2 * cRow);
    c21.intoArray(c, cAt + 2 * cRow + STEP);
    c22.intoArray(c, cAt + 2 * cRow + 2 * STEP);
    c30.intoArray(c, cAt + 3 * cRow);
    c31.intoArray(c, cAt + 3 * cRow + STEP);
    c32.intoArray(c, cAt + 3 * cRow + 2 * STEP);
  }

  static void tile8x2(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
      x = FloatVector.broadcast(FLOATS, a[aPlace + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 4]);
      c40 = x.fma(b0, c40);
      c41 = x.fma(b1, c41);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 5]);
      c50 = x.fma(b0, c50);
      c51 = x.fma(b1, c51);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 6]);
      c60 = x.fma(b0, c60);
      c61 = x.fma(b1, c61);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 7]);
      c70 = x.fma(b0, c70);
      c71 = x.fma(b1, c71);
      aPlace += aStride;
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

  static void tile4x2(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 1]);
      c10 = x.fma(b0, c10);
      c11 = x.fma(b1, c11);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2]);
      c20 = x.fma(b0, c20);
      c21 = x.fma(b1, c21);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3]);
      c30 = x.fma(b0, c30);
      c31 = x.fma(b1, c31);
      aPlace += aStride;
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
  }

  static void tile8x1(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
      x = FloatVector.broadcast(FLOATS, a[aPlace + 1]);
      c10 = x.fma(b0, c10);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 2]);
      c20 = x.fma(b0, c20);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 3]);
      c30 = x.fma(b0, c30);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 4]);
      c40 = x.fma(b0, c40);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 5]);
      c50 = x.fma(b0, c50);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 6]);
      c60 = x.fma(b0, c60);
      x = FloatVector.broadcast(FLOATS, a[aPlace + 7]);
      c70 = x.fma(b0, c70);
      aPlace += aStride;
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

  static void tile1x4(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    FloatVector c02 = FloatVector.fromArray(FLOATS, init, initAt + 2 * STEP);
    FloatVector c03 = FloatVector.fromArray(FLOATS, init, initAt + 3 * STEP);
    int aPlace = aAt;
    int bPlace = bAt;
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
      aPlace += aStride;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
    c02.intoArray(c, cAt + 2 * STEP);
    c03.intoArray(c, cAt + 3 * STEP);
  }

  static void tile1x3(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    FloatVector c02 = FloatVector.fromArray(FLOATS, init, initAt + 2 * STEP);
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector b2 = FloatVector.fromArray(FLOATS, b, bPlace + 2 * STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      c02 = x.fma(b2, c02);
      aPlace += aStride;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
    c02.intoArray(c, cAt + 2 * STEP);
  }

  static void tile1x2(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector b1 = FloatVector.fromArray(FLOATS, b, bPlace + STEP);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      c01 = x.fma(b1, c01);
      aPlace += aStride;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
    c01.intoArray(c, cAt + STEP);
  }

  static void tile1x1(
      int k,
      float[] a,
      int aAt,
      int aStride,
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
    int aPlace = aAt;
    int bPlace = bAt;
    for (int p = 0; p < k; p++) {
      FloatVector b0 = FloatVector.fromArray(FLOATS, b, bPlace);
      FloatVector x = FloatVector.broadcast(FLOATS, a[aPlace]);
      c00 = x.fma(b0, c00);
      aPlace += aStride;
      bPlace += bRow;
    }
    c00.intoArray(c, cAt);
  }
}
