package org.gpicl.engine.reference;

import java.util.List;
import org.gpicl.engine.Batch;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.ParameterShape;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;

/**
 * The models as their specs' Javadoc writes them, slowly, in plain double precision: what engines
 * are compared with. Gradients are finite differences, so no derivative is written down here.
 *
 * <p>Parameters are in the order of {@link ModelSpec#parameters()}.
 */
public final class ReferenceModel {
  private static final double DIFFERENCE = 1e-5;
  private static final double SMALLEST_DIFFERENCE = 1e-7;

  /** More than any curvature here makes of the difference. */
  private static final double KINK = 1e-3;

  private ReferenceModel() {}

  /** The parameters of a state, as doubles. */
  public static double[][] parameters(TrainingState state) {
    return state.parameters().stream().map(ReferenceModel::doubles).toArray(double[][]::new);
  }

  /** Logits [size, length, classes]; dropout as at {@code step} if {@code training}. */
  public static double[] logits(
      ModelSpec model,
      TrainingSpec spec,
      double[][] parameters,
      Batch batch,
      long step,
      boolean training) {
    int perItem = model.length() * model.classes();
    double[] logits = new double[batch.size() * perItem];
    for (int item = 0; item < batch.size(); item++) {
      double[] x = inputs(model, batch, item);
      double[] y;
      if (model instanceof MlpSpec mlp) {
        y = ReferenceMlp.logits(mlp, parameters, x);
      } else if (model instanceof AdaptedMlpSpec adapted) {
        y = ReferenceAdaptedMlp.logits(adapted, parameters, x);
      } else if (model instanceof LstmSpec lstm) {
        y = ReferenceLstm.logits(lstm, parameters, x);
      } else if (model instanceof OpLstmSpec lstm) {
        y = new ReferenceOpLstm(lstm, parameters).logits(x);
      } else {
        ReferenceDropout dropout = new ReferenceDropout(spec.seed(), step, item, training);
        y = new ReferenceTransformer((TransformerSpec) model, parameters, dropout).logits(x);
      }
      System.arraycopy(y, 0, logits, item * perItem, perItem);
    }
    return logits;
  }

  /** Mean cross-entropy over all predictions of the batch, in nats. */
  public static double loss(
      ModelSpec model,
      TrainingSpec spec,
      double[][] parameters,
      Batch batch,
      long step,
      boolean training) {
    double[] logits = logits(model, spec, parameters, batch, step, training);
    int classes = model.classes();
    int predictions = batch.size() * model.length();
    double sum = 0;
    for (int row = 0; row < predictions; row++) {
      double max = Double.NEGATIVE_INFINITY;
      for (int c = 0; c < classes; c++) {
        max = Math.max(max, logits[row * classes + c]);
      }
      double total = 0;
      for (int c = 0; c < classes; c++) {
        total += Math.exp(logits[row * classes + c] - max);
      }
      sum += max + Math.log(total) - logits[row * classes + batch.labels()[row]];
    }
    return sum / predictions;
  }

  /** As {@link #loss(ModelSpec, TrainingSpec, double[][], Batch, long, boolean)}, of a state. */
  public static double loss(
      ModelSpec model,
      TrainingSpec spec,
      TrainingState state,
      Batch batch,
      long step,
      boolean training) {
    return loss(model, spec, parameters(state), batch, step, training);
  }

  /**
   * The derivative of the loss by one entry of one parameter, by central difference: a smaller one
   * where a ReLU within it makes the loss that of two functions.
   */
  public static double gradient(
      ModelSpec model,
      TrainingSpec spec,
      double[][] parameters,
      Batch batch,
      long step,
      boolean training,
      int parameter,
      int entry) {
    double kept = parameters[parameter][entry];
    double here = loss(model, spec, parameters, batch, step, training);
    for (double difference = DIFFERENCE; ; difference /= 10) {
      parameters[parameter][entry] = kept + difference;
      double above = loss(model, spec, parameters, batch, step, training);
      parameters[parameter][entry] = kept - difference;
      double below = loss(model, spec, parameters, batch, step, training);
      parameters[parameter][entry] = kept;
      boolean kink = Math.abs(above - 2 * here + below) > KINK * difference;
      if (!kink || difference <= SMALLEST_DIFFERENCE) {
        return (above - below) / (2 * difference);
      }
    }
  }

  /** The derivatives by every entry of every parameter: only for tiny models. */
  public static double[][] gradients(
      ModelSpec model,
      TrainingSpec spec,
      double[][] parameters,
      Batch batch,
      long step,
      boolean training) {
    List<ParameterShape> shapes = model.parameters();
    double[][] gradients = new double[shapes.size()][];
    for (int p = 0; p < gradients.length; p++) {
      gradients[p] = new double[shapes.get(p).size()];
      for (int entry = 0; entry < gradients[p].length; entry++) {
        gradients[p][entry] = gradient(model, spec, parameters, batch, step, training, p, entry);
      }
    }
    return gradients;
  }

  /** y = x W + b, row by row. */
  static double[] linear(double[] x, int rows, double[] weight, double[] bias, int in, int out) {
    double[] y = new double[rows * out];
    for (int r = 0; r < rows; r++) {
      for (int o = 0; o < out; o++) {
        double sum = bias[o];
        for (int i = 0; i < in; i++) {
          sum += x[r * in + i] * weight[i * out + o];
        }
        y[r * out + o] = sum;
      }
    }
    return y;
  }

  private static double[] inputs(ModelSpec model, Batch batch, int item) {
    int count = model.length() * model.inputs();
    double[] x = new double[count];
    for (int k = 0; k < count; k++) {
      x[k] = batch.inputs()[item * count + k];
    }
    return x;
  }

  private static double[] doubles(float[] values) {
    double[] copy = new double[values.length];
    for (int k = 0; k < copy.length; k++) {
      copy[k] = values[k];
    }
    return copy;
  }
}
