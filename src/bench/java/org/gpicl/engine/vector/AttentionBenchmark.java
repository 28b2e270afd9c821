package org.gpicl.engine.vector;

import java.util.concurrent.TimeUnit;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.TransformerSpec;
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

/** Causal attention of one sequence of 100 tokens, one head: microseconds. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AttentionBenchmark {
  @Param({"16", "64", "256"})
  private int width;

  @Param({"0", "0.1"})
  private double dropout;

  private CausalSelfAttention attention;
  private float[] qkv; // [LENGTH, 3 width]
  private float[] dQkv; // [LENGTH, 3 width]
  private float[] y; // [LENGTH, width]
  private float[] dy; // [LENGTH, width]

  @Setup
  public void fill() {
    TransformerSpec spec = Specimen.transformer(width, dropout);
    Dropout drop = new Dropout(spec, 1);
    drop.train(0, 0);
    AttentionScratch scratch = new AttentionScratch(spec, drop);
    attention = new CausalSelfAttention(spec, 1, DropoutSite.attention(0), drop, scratch);
    int row = Lanes.pad(3 * width);
    qkv = Specimen.gaussian(Specimen.LENGTH * row);
    dQkv = new float[Specimen.LENGTH * row];
    y = new float[Specimen.LENGTH * Lanes.pad(width)];
    dy = Specimen.gaussian(Specimen.LENGTH * Lanes.pad(width));
    attention.forward(1, qkv, y);
  }

  @Benchmark
  public float[] forward() {
    attention.forward(1, qkv, y);
    return y;
  }

  @Benchmark
  public float[] backward() {
    attention.backward(1, qkv, dy, dQkv);
    return dQkv;
  }
}
