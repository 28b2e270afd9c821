package org.gpicl.bench.parts;

import java.util.concurrent.TimeUnit;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.DropoutSite;
import org.gpicl.tasks.numbers.Gaussians;
import org.gpicl.tasks.numbers.RandomStream;
import org.gpicl.tasks.numbers.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Random numbers: nanoseconds each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DrawBenchmark {
  private static final int COUNT = 784 * 784;

  private final RandomStream stream = new RandomStream(1, Stream.TRAINING_MATRIX);
  private final DropoutMask mask = new DropoutMask(1, 0.1);
  private final float[] out = new float[COUNT];
  private long index;

  /** The entries of a task's matrix. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public float[] gaussians() {
    new Gaussians(stream, 1f / 784).draw(index++, out, 0, COUNT);
    return out;
  }

  /** The factors of a dropout. */
  @Benchmark
  @OperationsPerInvocation(COUNT)
  public float[] dropoutFactors() {
    mask.fill(index++, 0, DropoutSite.INPUT, out, 0, COUNT);
    return out;
  }
}
