package org.gpicl.engine.vector;

import java.util.Map;

/**
 * A network's view of the parameters: their values, which all networks of a trainer share, and
 * gradients of its own.
 */
final class ParameterView {
  private final Map<String, Integer> places;
  final float[] values;
  final float[] gradients;

  ParameterView(Map<String, Integer> places, float[] values, float[] gradients) {
    this.places = places;
    this.values = values;
    this.gradients = gradients;
  }

  /**
   * Where a parameter begins; its rows are {@code Lanes.pad(columns)} apart, unless an {@link
   * InputLayer} stores them transposed.
   */
  int at(String name) {
    return places.get(name);
  }
}
