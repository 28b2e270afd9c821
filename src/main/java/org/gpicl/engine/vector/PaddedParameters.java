package org.gpicl.engine.vector;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.TrainingState;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;

/**
 * A training state laid out for vectors: all parameters in one array, row after row, every row
 * padded with zeros; gradients and moments likewise.
 */
final class PaddedParameters {
  private final List<ParameterShape> shapes;
  private final Map<String, Integer> places = new HashMap<>();
  private final int size;

  final float[] values;
  final float[] gradients;

  /** Adam's m and v; empty for optimisers without moments. */
  final float[] firstMoments;

  final float[] secondMoments;

  PaddedParameters(ModelSpec model, TrainingState state) {
    this.shapes = model.parameters();
    long at = 0;
    for (ParameterShape shape : shapes) {
      places.put(shape.name(), Math.toIntExact(at));
      at += (long) shape.rows() * Lanes.pad(shape.columns());
    }
    this.size = Math.toIntExact(at);
    this.values = padded(state.parameters());
    this.gradients = new float[size];
    this.firstMoments = padded(state.firstMoments());
    this.secondMoments = padded(state.secondMoments());
  }

  /** Where a parameter begins; its rows lie {@code Lanes.pad(columns)} apart. */
  int at(String name) {
    return places.get(name);
  }

  /** A copy in the layout that all engines share. */
  TrainingState state(long step) {
    return new TrainingState(step, plain(values), plain(firstMoments), plain(secondMoments));
  }

  /** A copy of the gradients in the layout that all engines share. */
  List<float[]> plainGradients() {
    return plain(gradients);
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
      for (int row = 0; row < shape.rows(); row++) {
        System.arraycopy(
            plain.get(p), row * shape.columns(), padded, rowAt(shape, row), shape.columns());
      }
    }
    return padded;
  }

  private List<float[]> plain(float[] padded) {
    List<float[]> plain = new ArrayList<>();
    if (padded.length == 0) {
      return plain;
    }
    for (ParameterShape shape : shapes) {
      float[] copy = new float[shape.size()];
      for (int row = 0; row < shape.rows(); row++) {
        System.arraycopy(padded, rowAt(shape, row), copy, row * shape.columns(), shape.columns());
      }
      plain.add(copy);
    }
    return plain;
  }

  private int rowAt(ParameterShape shape, int row) {
    return at(shape.name()) + row * Lanes.pad(shape.columns());
  }
}
