package org.gpicl.engine.vector;

import java.util.concurrent.TimeUnit;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.openblas.global.openblas_nolapack;
import org.gpicl.engine.vector.bf16.Bf16Matrix;
import org.gpicl.engine.vector.bf16.Bf16Product;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The products of a layer on 100 rows, in 32 bits, in bf16 where the processor has it, and by
 * OpenBLAS: microseconds.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MatrixProductBenchmark {
  private static final int ROWS = Specimen.LENGTH;

  @Param({"784x64", "64x192", "64x256", "256x64", "256x1024"})
  private String layer;

  private final MatrixProduct product = new MatrixProduct();
  private int in;
  private int out;
  private float[] x; // [ROWS, in]
  private float[] w; // [in, out]
  private float[] y; // [ROWS, out]
  private Panels panels;
  private final Bf16Product bf16 = new Bf16Product();
  private final Bf16Matrix bf16X = new Bf16Matrix();
  private final Bf16Matrix bf16W = new Bf16Matrix();
  private FloatPointer nativeX;
  private FloatPointer nativeW;
  private FloatPointer nativeY;

  @Setup
  public void fill() {
    in = Integer.parseInt(layer.split("x")[0]);
    out = Integer.parseInt(layer.split("x")[1]);
    x = Specimen.gaussian(ROWS * in);
    w = Specimen.gaussian(in * out);
    y = Specimen.gaussian(ROWS * out);
    panels = new Panels(in, out);
    panels.fill(w, 0, out);
    bf16W.copy(w, 0, in * out);
    nativeX = new FloatPointer(x);
    nativeW = new FloatPointer(w);
    nativeY = new FloatPointer(y);
  }

  /** y = x w, the weights in panels. */
  @Benchmark
  public float[] forward() {
    product.left(x, 0, in).right(panels).into(y, 0, out, ROWS, out, in);
    return y;
  }

  /** The same in bf16; x is rounded and y copied from native memory each time. */
  @Benchmark
  public float[] forwardInBf16() {
    bf16X.copy(x, 0, ROWS * in);
    bf16.left(bf16X, in).right(bf16W, out).into(y, ROWS, out, in);
    return y;
  }

  /** w += x' y. */
  @Benchmark
  public float[] weightGradient() {
    product.leftTransposed(x, 0, in).right(y, 0, out).plus(w, 0, out);
    product.into(w, 0, out, in, out, ROWS);
    return w;
  }

  @Benchmark
  public FloatPointer forwardByOpenBlas() {
    sgemm(openblas_nolapack.CblasNoTrans, ROWS, out, in, nativeX, in, nativeW, 0f, nativeY);
    return nativeY;
  }

  @Benchmark
  public FloatPointer weightGradientByOpenBlas() {
    sgemm(openblas_nolapack.CblasTrans, in, out, ROWS, nativeX, in, nativeY, 1f, nativeW);
    return nativeW;
  }

  private void sgemm(
      int transpose,
      int m,
      int n,
      int k,
      FloatPointer a,
      int aRow,
      FloatPointer b,
      float beta,
      FloatPointer c) {
    openblas_nolapack.cblas_sgemm(
        openblas_nolapack.CblasRowMajor,
        transpose,
        openblas_nolapack.CblasNoTrans,
        m,
        n,
        k,
        1f,
        a,
        aRow,
        b,
        n,
        beta,
        c,
        n);
  }
}
