package org.gpicl.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A causal transformer over tokens [A x_j, labelScale * one-hot of y_(j-1)]. Its forward pass:
 *
 * <pre>
 * h = x input.weight + input.bias                              [length, width]
 * if inputNorm: h = dropout(layerNorm(h; inputNorm))           (the notebook's input block)
 * h = dropout(h + positions)
 * for each block:
 *   a = layerNorm(h; norm1)
 *   q, k, v = a qkv.weight + qkv.bias                          [length, 3 width], heads side by side
 *   p = dropout(softmax(q k' / sqrt(width / heads) - alibi, causal))
 *   h = h + dropout(p v projection.weight + projection.bias)
 *   b = layerNorm(h; norm2)
 *   h = h + dropout(act(b expand.weight + expand.bias) contract.weight + contract.bias)
 * h = layerNorm(h; finalNorm); if inputNorm: h = dropout(h)
 * logits = h output.weight + output.bias                       [length, classes]
 * </pre>
 *
 * The first {@code width} columns of {@code qkv} are q, the next k, the last v; head i has the
 * columns from i * (width / heads) of each. Layer norms divide by sqrt(variance + 1e-5).
 *
 * @param features numbers in a projected image
 * @param classes labels, and so logits
 * @param length tokens per sequence
 * @param width the width of the residual stream
 * @param layers how many blocks
 * @param heads attention heads per block
 * @param inner the width between the two inner linear layers of a block
 * @param activation the non-linearity between these two
 * @param positions how positions are encoded
 * @param inputNorm whether the model has the notebook's layer norm and dropouts that GPT-2 lacks
 * @param dropout the dropout probability at each place shown above; 0 for none
 * @param gptInitialisation N(0, 0.02) inside the blocks, the two projections back into the residual
 *     stream N(0, 0.02 / sqrt(2 layers)), biases 0; otherwise everything, including biases, from
 *     U(+-1/sqrt(fan in))
 */
public record TransformerSpec(
    int features,
    int classes,
    int length,
    int width,
    int layers,
    int heads,
    int inner,
    Activation activation,
    Set<Position> positions,
    boolean inputNorm,
    double dropout,
    boolean gptInitialisation)
    implements ModelSpec {

  /** Added to the variance in every layer norm. */
  public static final double NORM_EPSILON = 1e-5;

  private static final double GPT_DEVIATION = 0.02;

  public TransformerSpec {
    Objects.requireNonNull(activation, "activation");
    positions = Set.copyOf(positions);
    if (features < 1 || classes < 2 || length < 1 || width < 1 || layers < 1 || inner < 1) {
      throw new IllegalArgumentException("every size of a transformer must be at least 1");
    }
    if (heads < 1 || width % heads != 0) {
      throw new IllegalArgumentException(heads + " heads do not divide a width of " + width);
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new IllegalArgumentException(
          "a dropout of " + dropout + " is not a probability below 1");
    }
  }

  @Override
  public int inputs() {
    return features + classes;
  }

  /** The width of one head. */
  public int headWidth() {
    return width / heads;
  }

  /** The ALiBi slope of a head, or 0 without ALiBi. */
  public double alibiSlope(int head) {
    return positions.contains(Position.ALIBI) ? Math.pow(2, -8.0 * head / heads) : 0;
  }

  /** The sinusoidal positions [length, width]: sines in even columns, cosines in odd ones. */
  public float[] sinusoids() {
    float[] table = new float[length * width];
    for (int j = 0; j < length; j++) {
      for (int k = 0; k < width; k++) {
        double angle = j / StrictMath.pow(10000, (k - k % 2) / (double) width);
        table[j * width + k] = (float) (k % 2 == 0 ? StrictMath.sin(angle) : StrictMath.cos(angle));
      }
    }
    return table;
  }

  @Override
  public List<ParameterShape> parameters() {
    List<ParameterShape> shapes = new ArrayList<>();
    shapes.add(MlpSpec.weight("input.weight", inputs(), width));
    shapes.add(MlpSpec.bias("input.bias", inputs(), width));
    if (inputNorm) {
      norm(shapes, "inputNorm");
    }
    if (positions.contains(Position.LEARNED)) {
      shapes.add(new ParameterShape("positions", length, width, normal(GPT_DEVIATION)));
    }
    double residual = GPT_DEVIATION / Math.sqrt(2.0 * layers);
    for (int block = 0; block < layers; block++) {
      String prefix = "block" + block + ".";
      norm(shapes, prefix + "norm1");
      linear(shapes, prefix + "qkv", width, 3 * width, GPT_DEVIATION);
      linear(shapes, prefix + "projection", width, width, residual);
      norm(shapes, prefix + "norm2");
      linear(shapes, prefix + "expand", width, inner, GPT_DEVIATION);
      linear(shapes, prefix + "contract", inner, width, residual);
    }
    norm(shapes, "finalNorm");
    shapes.add(MlpSpec.weight("output.weight", width, classes));
    shapes.add(MlpSpec.bias("output.bias", width, classes));
    return List.copyOf(shapes);
  }

  private void linear(
      List<ParameterShape> shapes, String name, int in, int out, double gptDeviation) {
    if (gptInitialisation) {
      shapes.add(new ParameterShape(name + ".weight", in, out, normal(gptDeviation)));
      shapes.add(ParameterShape.zeros(name + ".bias", out));
    } else {
      shapes.add(MlpSpec.weight(name + ".weight", in, out));
      shapes.add(MlpSpec.bias(name + ".bias", in, out));
    }
  }

  private void norm(List<ParameterShape> shapes, String name) {
    shapes.add(ParameterShape.ones(name + ".gain", width));
    shapes.add(ParameterShape.zeros(name + ".bias", width));
  }

  private static Initialisation normal(double deviation) {
    return new Initialisation.Normal(deviation);
  }

  /** The keys and values of all tokens before, in every block. */
  @Override
  public long stateSize() {
    return 2L * layers * width * (length - 1);
  }

  @Override
  public double trainingFlopsPerItem() {
    double linear = layers * ((double) width * width * 4 + 2.0 * width * inner) + width * classes;
    double causalAttention =
        (double) layers * length * width; // half of two length x length products
    // Three products per layer, but two for the first, whose input needs no gradient.
    return length * (6 * (linear + causalAttention) + 4.0 * inputs() * width);
  }

  @Override
  public long activationsPerItem() {
    long perToken = inputs() + classes + 4L * width + layers * (10L * width + 3L * inner);
    return length * (perToken + 2L * layers * heads * length);
  }
}
