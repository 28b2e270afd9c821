package org.gpicl.engine.nd4j;

import org.gpicl.engine.StepResult;
import org.nd4j.common.primitives.Pair;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.ILossFunction;

/**
 * Adapts {@link CrossEntropy} to DeepLearning4J: a loss on the output of the last layer, which may
 * include a ReLU. Labels are class numbers [rows, 1]. Remembers the result of the last pass.
 */
final class LogitLoss implements ILossFunction {
  private static final long serialVersionUID = 1;

  private transient StepResult last;

  /** The loss and the correct predictions of the last {@link #computeGradient}. */
  StepResult last() {
    return last;
  }

  @Override
  public INDArray computeGradient(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
    int rows = (int) logits.rows();
    int classes = (int) logits.columns();
    float[] values = rowAfterRow(logits);
    int[] numbers = numbers(labels);
    last = CrossEntropy.of(values, numbers, rows, classes);
    INDArray gradient = Nd4j.createUninitialized(DataType.FLOAT, new long[] {rows, classes}, 'c');
    gradient.data().setData(CrossEntropy.gradient(values, numbers, rows, classes));
    return gradient;
  }

  @Override
  public double computeScore(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    StepResult result =
        CrossEntropy.of(
            rowAfterRow(logits), numbers(labels), (int) logits.rows(), (int) logits.columns());
    return average ? result.loss() : result.loss() * result.predictions();
  }

  @Override
  public INDArray computeScoreArray(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask) {
    throw new UnsupportedOperationException("losses of single rows are not used");
  }

  @Override
  public Pair<Double, INDArray> computeGradientAndScore(
      INDArray labels, INDArray logits, IActivation activation, INDArray mask, boolean average) {
    return Pair.of(
        computeScore(labels, logits, activation, mask, average),
        computeGradient(labels, logits, activation, mask));
  }

  @Override
  public String name() {
    return "softmax cross-entropy of logits";
  }

  /** The numbers of a matrix [rows, columns], row by row. */
  static float[] rowAfterRow(INDArray matrix) {
    return matrix.dup('c').data().asFloat();
  }

  private static int[] numbers(INDArray labels) {
    return labels.dup('c').data().asInt();
  }
}
