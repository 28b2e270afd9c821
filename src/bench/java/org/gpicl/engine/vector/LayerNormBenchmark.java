package org.gpicl.engine.vector;

import java.util.concurrent.TimeUnit;
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

/** LayerNorm of 100 rows: microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class LayerNormBenchmark {
  private static final int ROWS = Specimen.LENGTH;

  @Param({"16", "64", "256"})
  private int width;

  private LayerNorm norm;
  private float[] x; // [ROWS, width]
  private float[] dy; // [ROWS, width]
  private float[] y; // [ROWS, width]

  @Setup
  public void fill() {
    norm =
        new LayerNorm(
            Specimen.parameters(Specimen.transformer(width, 0)).total(),
            "finalNorm",
            width,
            ROWS,
            new NormScratch(ROWS));
    x = Specimen.gaussian(ROWS * Lanes.pad(width));
    dy = Specimen.gaussian(ROWS * Lanes.pad(width));
    y = new float[ROWS * Lanes.pad(width)];
    norm.forward(ROWS, x, y);
  }

  @Benchmark
  public float[] forward() {
    norm.forward(ROWS, x, y);
    return y;
  }

  @Benchmark
  public float[] backward() {
    norm.backward(ROWS, x, dy, y);
    return y;
  }
}
