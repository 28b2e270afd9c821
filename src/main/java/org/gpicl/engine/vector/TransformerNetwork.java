package org.gpicl.engine.vector;

import org.gpicl.engine.Batch;
import org.gpicl.model.TransformerSpec;

final class TransformerNetwork implements Network {
  TransformerNetwork(TransformerSpec s, int seed, PaddedParameters p) {
    throw new UnsupportedOperationException();
  }

  public int microBatch() {
    return 1;
  }

  public void parametersChanged() {}

  public void learn(Batch batch, int first, int items, long step, CrossEntropy loss) {}

  public void predict(Batch batch, int first, int items, float[] logits, int at) {}
}
