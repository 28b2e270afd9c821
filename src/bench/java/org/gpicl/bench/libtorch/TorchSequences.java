package org.gpicl.bench.libtorch;

import static org.bytedeco.pytorch.global.torch.empty;
import static org.bytedeco.pytorch.global.torch.index_select;
import static org.bytedeco.pytorch.global.torch.make_generator_cpu;
import static org.bytedeco.pytorch.global.torch.mm_out;
import static org.bytedeco.pytorch.global.torch.torch_randint;
import static org.bytedeco.pytorch.global.torch.torch_randn;

import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Generator;
import org.bytedeco.pytorch.GeneratorOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.gpicl.bench.timing.Contestant;

/** Makes sequences of new tasks, reusing the same memory. */
final class TorchSequences implements Contestant {
  private static final int IMAGES = 10_000;

  private final int length;
  private final double deviation;
  private final Tensor images;
  private final Tensor matrix;
  private final Tensor projected;
  private final Generator generator = make_generator_cpu();
  private final GeneratorOptional draws = new GeneratorOptional(generator);
  private long task;

  TorchSequences(int features, int length, double deviation) {
    this.length = length;
    this.deviation = deviation;
    this.images = torch_randn(IMAGES, features);
    this.matrix = empty(features, features);
    this.projected = empty(length, features);
  }

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public double run() {
    try (PointerScope sequence = new PointerScope()) {
      generator.set_current_seed(task++);
      matrix.normal_(0, deviation, draws);
      Tensor drawn =
          torch_randint(IMAGES, new long[] {length}, draws, new TensorOptions(ScalarType.Long));
      mm_out(projected, index_select(images, 0, drawn), matrix.t());
    }
    return task;
  }

  @Override
  public void close() {
    images.close();
    matrix.close();
    projected.close();
    generator.close();
  }
}
