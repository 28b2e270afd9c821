package org.gpicl.engine.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;

/**
 * A training state laid out for vectors: all parameters in one array, row by row, each row padded
 * with zeros; gradients and moments likewise. Weights of an {@link InputLayer} may be transposed.
 */
final class PaddedParameters {
  private final List<ParameterShape> shapes;
  private final Map<String, Integer> places = new HashMap<>();
  private final int size;

  /** The weights of the first layer. */
  private final String first;

  final float[] values;

  /** Values, and the gradients of a whole batch. */
  private final ParameterView total;

  private long version;

  /** Adam's m and v; empty for optimisers without moments. */
  final float[] firstMoments;

  final float[] secondMoments;

  PaddedParameters(ModelSpec model, TrainingState state) {
    this.shapes = model.parameters();
    this.first = shapes.get(0).name();
    long at = 0;
    for (ParameterShape shape : shapes) {
      places.put(shape.name(), Math.toIntExact(at));
      at +=
          transposed(shape)
              ? (long) shape.columns() * Lanes.pad(shape.rows())
              : (long) shape.rows() * Lanes.pad(shape.columns());
    }
    this.size = Math.toIntExact(at);
    this.values = padded(state.parameters());
    this.total = view();
    this.firstMoments = padded(state.firstMoments());
    this.secondMoments = padded(state.secondMoments());
  }

  /** Values, and the gradients of a whole batch. */
  ParameterView total() {
    return total;
  }

  /** The values, with gradients of a part of a batch. */
  ParameterView view() {
    return new ParameterView(places, values, new float[size]);
  }

  /** Counts the changes of the values. */
  long version() {
    return version;
  }

  /** To be called whenever the values have changed. */
  void changed() {
    version++;
  }

  /** A copy of the state in the layout that all engines share. */
  TrainingState state(long step) {
    return new TrainingState(step, plain(values), plain(firstMoments), plain(secondMoments));
  }

  /** A copy of the gradients in the layout that all engines share. */
  List<float[]> plainGradients() {
    return plain(total.gradients);
  }

  private float[] padded(List<float[]> plain) {
    if (plain.isEmpty()) {
      return new float[0];
    }
    float[] padded = new float[size];
    for (int p = 0; p < shapes.size(); p++) {
      ParameterShape shape = shapes.get(p);
      if (plain.get(p).length != shape.size()) {
        throw new IllegalArgumentException(
            shape.name() + " has " + plain.get(p).length + " numbers instead of " + shape.size());
      }
      pad(shape, plain.get(p), padded);
    }
    return padded;
  }

  private List<float[]> plain(float[] padded) {
    List<float[]> plain = new ArrayList<>();
    if (padded.length == 0) {
      return plain;
    }
    for (ParameterShape shape : shapes) {
      plain.add(unpad(shape, padded));
    }
    return plain;
  }

  private void pad(ParameterShape shape, float[] plain, float[] padded) {
    int columns = shape.columns();
    for (int row = 0; row < shape.rows(); row++) {
      if (transposed(shape)) {
        for (int column = 0; column < columns; column++) {
          padded[transposedAt(shape, row, column)] = plain[row * columns + column];
        }
      } else {
        System.arraycopy(plain, row * columns, padded, rowAt(shape, row), columns);
      }
    }
  }

  private float[] unpad(ParameterShape shape, float[] padded) {
    int columns = shape.columns();
    float[] plain = new float[shape.size()];
    for (int row = 0; row < shape.rows(); row++) {
      if (transposed(shape)) {
        for (int column = 0; column < columns; column++) {
          plain[row * columns + column] = padded[transposedAt(shape, row, column)];
        }
      } else {
        System.arraycopy(padded, rowAt(shape, row), plain, row * columns, columns);
      }
    }
    return plain;
  }

  private boolean transposed(ParameterShape shape) {
    return shape.name().equals(first) && InputLayer.transposes(shape.columns());
  }

  private int transposedAt(ParameterShape shape, int row, int column) {
    return places.get(shape.name()) + column * Lanes.pad(shape.rows()) + row;
  }

  private int rowAt(ParameterShape shape, int row) {
    return places.get(shape.name()) + row * Lanes.pad(shape.columns());
  }
}
