package org.gpicl.bench.parts;

import java.util.concurrent.TimeUnit;
import org.gpicl.tasks.numbers.HalfFloat;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Conversion of a sequence of 100 images: nanoseconds for each number. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class HalfFloatBenchmark {
  private static final int COUNT = 100 * 784;

  private final float[] single = new float[COUNT];
  private final short[] half = new short[COUNT];

  @Setup
  public void fill() {
    for (int k = 0; k < COUNT; k++) {
      single[k] = (k % 1000 - 500) / 300f;
    }
    HalfFloat.fromFloats(single, 0, half, 0, COUNT);
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public short[] fromFloats() {
    HalfFloat.fromFloats(single, 0, half, 0, COUNT);
    return half;
  }

  @Benchmark
  @OperationsPerInvocation(COUNT)
  public float[] toFloats() {
    HalfFloat.toFloats(half, 0, single, 0, COUNT);
    return single;
  }
}
