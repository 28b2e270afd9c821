package org.gpicl.engine.nd4j;

import java.util.ArrayList;
import java.util.List;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.ParameterShape;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Lays out all parameters (or gradients, or moments) of a model in one vector, so that an update
 * takes a few operations instead of a few for each parameter.
 *
 * <p>Parameters are in the order of the model. A training state stores them row by row,
 * DeepLearning4J column by column, and the gates of an LSTM in the order g, f, o, i.
 */
final class FlatLayout {
  /** Where DeepLearning4J has the gates i, f, g and o. */
  private static final List<Integer> GATE_PLACES = List.of(3, 1, 0, 2);

  private final List<ParameterShape> shapes;
  private final boolean columnAfterColumn;
  private final int gateWidth; // 0 without gates
  private final int size;

  private FlatLayout(ModelSpec model, boolean columnAfterColumn, int gateWidth) {
    this.shapes = model.parameters();
    this.columnAfterColumn = columnAfterColumn;
    this.gateWidth = gateWidth;
    this.size = Math.toIntExact(model.parameterCount());
  }

  static FlatLayout rowAfterRow(ModelSpec model) {
    return new FlatLayout(model, false, 0);
  }

  static FlatLayout columnAfterColumn(ModelSpec model) {
    return new FlatLayout(model, true, 0);
  }

  static FlatLayout ofLstm(LstmSpec model) {
    return new FlatLayout(model, true, model.width());
  }

  /** Numbers in the vector. */
  int size() {
    return size;
  }

  INDArray pack(List<float[]> values) {
    if (values.size() != shapes.size()) {
      throw new IllegalArgumentException(
          "the training state has "
              + values.size()
              + " arrays, this model "
              + shapes.size()
              + " parameters: it belongs to another model");
    }
    float[] flat = new float[size];
    int at = 0;
    for (int k = 0; k < values.size(); k++) {
      ParameterShape shape = shapes.get(k);
      float[] value = values.get(k);
      if (value.length != shape.size()) {
        throw new IllegalArgumentException(
            "the training state's "
                + shape.name()
                + " has "
                + value.length
                + " numbers, this model's "
                + shape.size()
                + ": it belongs to another model");
      }
      copy(value, 0, shape, flat, at, true);
      at += shape.size();
    }
    return vector(flat);
  }

  List<float[]> unpack(INDArray vector) {
    float[] flat = vector.data().getFloatsAt(vector.offset(), size);
    List<float[]> values = new ArrayList<>();
    int at = 0;
    for (ParameterShape shape : shapes) {
      float[] value = new float[shape.size()];
      copy(flat, at, shape, value, 0, false);
      values.add(value);
      at += shape.size();
    }
    return values;
  }

  static INDArray vector(float[] values) {
    return Nd4j.create(values, new long[] {values.length}, 'c');
  }

  static INDArray zeros(long size) {
    return Nd4j.zeros(DataType.FLOAT, size);
  }

  private void copy(
      float[] from, int fromAt, ParameterShape shape, float[] to, int toAt, boolean packing) {
    if (!columnAfterColumn) {
      System.arraycopy(from, fromAt, to, toAt, shape.size());
      return;
    }
    for (int row = 0; row < shape.rows(); row++) {
      for (int column = 0; column < shape.columns(); column++) {
        int byRows = row * shape.columns() + column;
        int byColumns = place(shape, column) * shape.rows() + row;
        to[toAt + (packing ? byColumns : byRows)] = from[fromAt + (packing ? byRows : byColumns)];
      }
    }
  }

  /** Where DeepLearning4J has a column. */
  private int place(ParameterShape shape, int column) {
    return gateWidth == 0 || shape.name().startsWith("output.")
        ? column
        : GATE_PLACES.get(column / gateWidth) * gateWidth + column % gateWidth;
  }
}
