package org.gpicl.engine.vector;

import java.util.concurrent.TimeUnit;
import org.gpicl.model.Activation;
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

/** GELU of 100 rows of 256: microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class GeluBenchmark {
  private static final int COUNT = Specimen.LENGTH * 256;

  @Param({"GELU_TANH", "GELU_ERF"})
  private Activation activation;

  private Gelu gelu;
  private float[] values;
  private float[] x;
  private float[] y;

  @Setup
  public void fill() {
    gelu = new Gelu(activation);
    values = Specimen.gaussian(COUNT);
    x = values.clone();
    y = new float[COUNT];
  }

  @Benchmark
  public float[] forward() {
    gelu.forward(values, y, COUNT);
    return y;
  }

  /** Copies x first, since it is overwritten. */
  @Benchmark
  public float[] forwardAndDifferentiate() {
    System.arraycopy(values, 0, x, 0, COUNT);
    gelu.forwardAndDifferentiate(x, y, COUNT);
    return y;
  }
}
