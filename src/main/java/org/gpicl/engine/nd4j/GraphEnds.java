package org.gpicl.engine.nd4j;

import org.gpicl.model.ModelSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.linalg.api.buffer.DataType;

/** What the graph of a model of sequences begins and ends with; rows are the batch's tokens. */
final class GraphEnds {
  static final String INPUTS = "inputs"; // [batch * length, inputs]
  static final String TARGETS = "targets"; // one-hot, [batch * length, classes]
  static final String LOGITS = "logits"; // [batch * length, classes]

  private GraphEnds() {}

  static SDVariable inputs(SameDiff graph, ModelSpec spec) {
    return graph.placeHolder(INPUTS, DataType.FLOAT, -1, spec.inputs());
  }

  /** The summed loss of the targets. */
  static void end(SameDiff graph, ModelSpec spec, SDVariable logits) {
    SDVariable named = logits.rename(LOGITS);
    SDVariable targets = graph.placeHolder(TARGETS, DataType.FLOAT, -1, spec.classes());
    SDVariable loss = graph.nn().logSoftmax(named).mul(targets).sum().neg();
    loss.markAsLoss();
  }
}
