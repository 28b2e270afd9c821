package org.gpicl.tasks.projection;

import static org.bytedeco.openblas.global.openblas_nolapack.CblasNoTrans;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasRowMajor;
import static org.bytedeco.openblas.global.openblas_nolapack.CblasTrans;

import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.bytedeco.openblas.presets.openblas;

/** The matrix product that tasks need, on one thread. */
final class Blas {
  static {
    // Threads of its own would compete with the workers, and would split sums in other places.
    openblas.blas_set_num_threads(1);
  }

  private Blas() {}

  /**
   * {@code y = x a^T}: y [rows, features], x [rows, features], a [features, features], all row by
   * row.
   */
  static void project(FloatPointer x, FloatPointer a, FloatPointer y, int rows, int features) {
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        rows,
        features,
        features,
        1f,
        x,
        features,
        a,
        features,
        0f,
        y,
        features);
  }

  /**
   * {@code y = keep y + x a^T} over a block of columns: y [rows, features], x [rows, columns] and a
   * [features, columns], whose rows begin {@code stride} numbers apart.
   *
   * @param keep 0 or 1
   */
  static void addBlock(
      FloatPointer x,
      FloatPointer a,
      FloatPointer y,
      int rows,
      int features,
      int columns,
      int stride,
      float keep) {
    openblas_nolapack.cblas_sgemm(
        CblasRowMajor,
        CblasNoTrans,
        CblasTrans,
        rows,
        features,
        columns,
        1f,
        x,
        stride,
        a,
        stride,
        keep,
        y,
        features);
  }
}
