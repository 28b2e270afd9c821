package org.gpicl.engine.vector;

/**
 * Computes products of dense matrices, C = init + A B, for the shapes of small networks:
 *
 * <pre>
 * product.left(a, ...).right(b, ...).plus(init, ...).into(c, ..., m, n, k);
 * </pre>
 *
 * <p>Every entry of C is one chain of fused multiply-adds over k in ascending order. Tiles, blocks
 * and the width of vectors do not affect the result, so the fastest may be chosen.
 *
 * <p>The order of work: panels of 64 columns; within a panel, blocks of k short enough that the
 * panel's rows stay in a near cache; within a block, tiles of rows. Weights are already stored in
 * panels ({@link Panels}); other operands are read in place.
 */
final class MatrixProduct {
  private static final int STEP = Lanes.FLOATS.length();

  /** Sixteen vector registers (AVX2) hold tiles of 4 x 2 vectors; the others have thirty-two. */
  private static final boolean FEW_REGISTERS = STEP == 8;

  /** Rows of a panel that stay in a near cache; shorter blocks read and write C more often. */
  private static final int BLOCK = 256;

  /** A row as long as any that a sweep file allows: 16 times a hidden size of 8192. */
  private static final float[] ZEROS = new float[1 << 17];

  private float[] a;
  private int aAt;
  private int aStride;
  private boolean aTransposed;
  private float[] b;
  private int bAt;
  private int bRow;
  private boolean bInPanels;
  private float[] init;
  private int initAt;
  private int initRow;
  private float[] c;
  private int cAt;
  private int cRow;

  // For the current tiles:
  private int block;
  private int blockA;
  private int blockB;
  private int blockBRow;
  private float[] from;
  private int fromAt;
  private int fromRow;

  /** Sets A, with entry (i, p) at {@code at + i * row + p}. */
  MatrixProduct left(float[] array, int at, int row) {
    a = array;
    aAt = at;
    aStride = row;
    aTransposed = false;
    return this;
  }

  /** Sets A, with entry (i, p) at {@code at + i + p * row}. */
  MatrixProduct leftTransposed(float[] array, int at, int row) {
    left(array, at, row);
    aTransposed = true;
    return this;
  }

  /** Sets B, with rows {@code row} apart, and clears init. */
  MatrixProduct right(float[] array, int at, int row) {
    b = array;
    bAt = at;
    bRow = row;
    bInPanels = false;
    return plus(ZEROS, 0, 0);
  }

  /** Sets B, stored in panels, and clears init. */
  MatrixProduct right(Panels panels) {
    b = panels.values;
    bInPanels = true;
    return plus(ZEROS, 0, 0);
  }

  /**
   * Sets init, with rows {@code row} apart: a distance of 0 adds one row to all, and C itself
   * accumulates.
   */
  MatrixProduct plus(float[] array, int at, int row) {
    init = array;
    initAt = at;
    initRow = row;
    return this;
  }

  /**
   * Computes C[m, n] = init[m, n] + A[m, k] B[k, n], with rows of C {@code row} apart.
   *
   * @param n a multiple of sixteen
   */
  void into(float[] array, int at, int row, int m, int n, int k) {
    if (init == ZEROS && n > ZEROS.length) {
      throw new IllegalArgumentException(n + " columns are more than " + ZEROS.length);
    }
    c = array;
    cAt = at;
    cRow = row;
    for (int j = 0; j < n; j += Panels.COLUMNS) {
      int columns = Math.min(Panels.COLUMNS, n - j);
      from = init;
      fromAt = initAt;
      fromRow = initRow;
      int p = 0;
      do {
        int left = k - p;
        block = left <= BLOCK + BLOCK / 2 ? left : BLOCK;
        blockA = aAt + (aTransposed ? p * aStride : p);
        blockBRow = bInPanels ? columns : bRow;
        blockB = bInPanels ? j * k + p * columns : bAt + p * bRow + j;
        panel(m, j, columns);
        from = c;
        fromAt = cAt;
        fromRow = cRow;
        p += block;
      } while (p < k);
    }
  }

  private void panel(int m, int j, int columns) {
    int done = 0; // columns of the panel
    if (!FEW_REGISTERS) {
      for (; done + 4 * STEP <= columns; done += 4 * STEP) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
          tile(ColumnTiles::tile4x4, RowTiles::tile4x4, i, j, done);
        }
        for (; i < m; i++) {
          tile(ColumnTiles::tile1x4, RowTiles::tile1x4, i, j, done);
        }
      }
      for (; done + 3 * STEP <= columns; done += 3 * STEP) {
        int i = 0;
        for (; i + 4 <= m; i += 4) {
          tile(ColumnTiles::tile4x3, RowTiles::tile4x3, i, j, done);
        }
        for (; i < m; i++) {
          tile(ColumnTiles::tile1x3, RowTiles::tile1x3, i, j, done);
        }
      }
    }
    for (; done + 2 * STEP <= columns; done += 2 * STEP) {
      int i = 0;
      for (; !FEW_REGISTERS && i + 8 <= m; i += 8) {
        tile(ColumnTiles::tile8x2, RowTiles::tile8x2, i, j, done);
      }
      for (; i + 4 <= m; i += 4) {
        tile(ColumnTiles::tile4x2, RowTiles::tile4x2, i, j, done);
      }
      for (; i < m; i++) {
        tile(ColumnTiles::tile1x2, RowTiles::tile1x2, i, j, done);
      }
    }
    for (; done < columns; done += STEP) {
      int i = 0;
      for (; i + 8 <= m; i += 8) {
        tile(ColumnTiles::tile8x1, RowTiles::tile8x1, i, j, done);
      }
      for (; i < m; i++) {
        tile(ColumnTiles::tile1x1, RowTiles::tile1x1, i, j, done);
      }
    }
  }

  /** Computes one tile, by the method for A as it is stored. */
  private void tile(Tile byColumns, Tile byRows, int i, int j, int column) {
    int bPlace = blockB + column;
    int fromPlace = fromAt + i * fromRow + j + column;
    int cPlace = cAt + i * cRow + j + column;
    if (aTransposed) {
      byColumns.compute(
          block,
          a,
          blockA + i,
          aStride,
          b,
          bPlace,
          blockBRow,
          from,
          fromPlace,
          fromRow,
          c,
          cPlace,
          cRow);
    } else {
      byRows.compute(
          block,
          a,
          blockA + i * aStride,
          aStride,
          b,
          bPlace,
          blockBRow,
          from,
          fromPlace,
          fromRow,
          c,
          cPlace,
          cRow);
    }
  }

  /** The method of one tile: of {@link RowTiles} or {@link ColumnTiles}. */
  private interface Tile {
    void compute(
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
        int cRow);
  }
}
