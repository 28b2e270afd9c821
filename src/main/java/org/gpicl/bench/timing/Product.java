package org.gpicl.bench.timing;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TransformerSpec;

/**
 * A kind of matrix product in a training step.
 *
 * @param shape the shape of one product
 * @param times how often a step computes it
 * @param share the fraction of its operations that count: half if half of the result is masked out
 * @param batched which of its sizes grows with the batch, so that it can be made in blocks
 */
record Product(Shape shape, double times, double share, Batched batched) {

  /**
   * C [rows, columns] from A [rows, inner] and B [inner, columns].
   *
   * @param leftTransposed whether A is stored as [inner, rows]
   * @param rightTransposed whether B is stored as [columns, inner]
   */
  record Shape(int rows, int columns, int inner, boolean leftTransposed, boolean rightTransposed) {

    /** Floating-point operations, counting a multiplication and an addition as two. */
    double operations() {
      return 2.0 * rows * columns * inner;
    }
  }

  enum Batched {
    ROWS,
    INNER,
    NOTHING
  }

  /** The operations that count, over all of these products in a step. */
  double operations() {
    return share * times * shape.operations();
  }

  /** The same product with only {@code size} of the batch's rows. */
  Shape block(int size) {
    return switch (batched) {
      case ROWS ->
          new Shape(
              size,
              shape.columns(),
              shape.inner(),
              shape.leftTransposed(),
              shape.rightTransposed());
      case INNER ->
          new Shape(
              shape.rows(), shape.columns(), size, shape.leftTransposed(), shape.rightTransposed());
      case NOTHING -> shape;
    };
  }

  /** All products of a step: forward, and both of the backward pass. */
  static List<Product> ofStep(ModelSpec model, int batch) {
    List<Product> products = new ArrayList<>();
    int rows = batch * model.length();
    if (model instanceof MlpSpec mlp) {
      layer(products, rows, mlp.inputs(), mlp.hidden(), 1, false);
      layer(products, rows, mlp.hidden(), mlp.hidden(), 1, true);
      layer(products, rows, mlp.hidden(), mlp.classes(), 1, true);
    } else if (model instanceof AdaptedMlpSpec adapted) {
      layer(products, rows, adapted.features(), adapted.hidden(), 1, false);
      fits(products, adapted, (double) batch * adapted.innerSteps());
    } else if (model instanceof LstmSpec lstm) {
      layer(products, rows, lstm.inputs(), lstm.gates(), 1, false);
      recurrence(products, lstm, lstm.width(), lstm.gates(), batch);
      layer(products, rows, lstm.width(), lstm.classes(), 1, true);
    } else if (model instanceof OpLstmSpec lstm) {
      layer(products, rows, lstm.inputs(), lstm.gates(), 1, false);
      recurrence(products, lstm, lstm.width(), lstm.gates(), batch);
      layer(products, rows, lstm.width(), lstm.classes(), 1, true);
    } else if (model instanceof TransformerSpec transformer) {
      int width = transformer.width();
      int layers = transformer.layers();
      layer(products, rows, transformer.inputs(), width, 1, false);
      layer(products, rows, width, 3 * width, layers, true);
      layer(products, rows, width, width, layers, true);
      layer(products, rows, width, transformer.inner(), layers, true);
      layer(products, rows, transformer.inner(), width, layers, true);
      layer(products, rows, width, transformer.classes(), 1, true);
      attention(products, transformer, (double) layers * batch * transformer.heads());
    }
    return products;
  }

  /** y [rows, out] = x w, then dw = x' dy and, if requested, dx = dy w'. */
  private static void layer(
      List<Product> products, int rows, int in, int out, int times, boolean inputGradient) {
    products.add(new Product(new Shape(rows, out, in, false, false), times, 1, Batched.ROWS));
    products.add(new Product(new Shape(in, out, rows, true, false), times, 1, Batched.INNER));
    if (inputGradient) {
      products.add(new Product(new Shape(rows, in, out, false, true), times, 1, Batched.ROWS));
    }
  }

  /**
   * From position to position: states times weights, and back; all gradients of weights at once.
   */
  private static void recurrence(
      List<Product> products, ModelSpec spec, int width, int gates, int batch) {
    int steps = spec.length() - 1;
    Shape forward = new Shape(batch, gates, width, false, false);
    Shape backward = new Shape(batch, width, gates, false, true);
    Shape weights = new Shape(width, gates, steps * batch, true, false);
    products.add(new Product(forward, steps, 1, Batched.ROWS));
    products.add(new Product(backward, steps, 1, Batched.ROWS));
    products.add(new Product(weights, 1, 1, Batched.INNER));
  }

  /** Inner steps, with half of the sequence before them. */
  private static void fits(List<Product> products, AdaptedMlpSpec spec, double steps) {
    int m = spec.length() / 2;
    int h = spec.hidden();
    int c = spec.classes();
    double positions = steps * spec.length();
    double passes = spec.learned() ? 2 : 1; // back through a step are twice its products of layer 1
    List<Shape> layer1 =
        List.of(
            new Shape(m, c, h, false, true),
            new Shape(m, h, c, false, false),
            new Shape(c, h, m, true, false));
    products.add(
        new Product(new Shape(m, h, m, false, false), passes * positions, 1, Batched.NOTHING));
    double times = spec.learned() ? 3 * positions : positions;
    layer1.forEach(shape -> products.add(new Product(shape, times, 1, Batched.NOTHING)));
  }

  private static void attention(List<Product> products, TransformerSpec spec, double heads) {
    int l = spec.length();
    int d = spec.headWidth();
    List<Shape> pairs =
        List.of(
            new Shape(l, l, d, false, true), // q k' and the gradient of the weights, dy v'
            new Shape(l, d, l, false, false), // the weighted values, and the gradient of q
            new Shape(l, d, l, true, false)); // the gradients of v and of k
    double causal = 0.5;
    pairs.forEach(pair -> products.add(new Product(pair, 2 * heads, causal, Batched.NOTHING)));
  }
}
