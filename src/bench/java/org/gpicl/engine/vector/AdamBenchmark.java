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

/** Adam over all parameters of a transformer: microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AdamBenchmark {
  private static final double RATE = 1e-3;

  @Param({"16", "64", "256"})
  private int width;

  private final AdamUpdate update = new AdamUpdate(Specimen.ADAM);
  private PaddedParameters parameters;
  private long step;

  @Setup
  public void fill() {
    parameters = Specimen.parameters(Specimen.transformer(width, 0));
    float[] gradients = parameters.total().gradients;
    System.arraycopy(Specimen.gaussian(gradients.length), 0, gradients, 0, gradients.length);
  }

  @Benchmark
  public float[] update() {
    update.apply(parameters, step++, RATE, 1f);
    return parameters.values;
  }
}
