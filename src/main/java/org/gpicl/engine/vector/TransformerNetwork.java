package org.gpicl.engine.vector;

import java.util.Arrays;
import org.gpicl.engine.Batch;
import org.gpicl.model.DropoutSite;
import org.gpicl.model.TransformerSpec;

/**
 * The passes of {@link TransformerSpec}. Shapes: t = sequences * length tokens of a micro-batch, w
 * is the width, c the classes.
 */
final class TransformerNetwork implements Network {
  private final TransformerSpec spec;
  private final int microBatch;
  private final int width;
  private final int classes;
  private final Dropout dropout;

  private final FirstLayer input;
  private final LayerNorm inputNorm; // null where the spec has none
  private final Positions positions;
  private final TransformerBlock[] blocks;
  private final LayerNorm finalNorm;
  private final Linear output;

  private final float[] projected; // [t, w] tokens after the input layer
  private final float[] tokens; // [t, w] what enters the first block
  private final float[][] streams; // before each block, and after the last: [t, w] each
  private final float[] normed; // [t, w] after the final norm
  private final float[] logits; // [t, c], then their gradient
  private final long[] inputBits; // of dropouts
  private final long[] embeddingBits;
  private final long[] finalBits;
  private final float[] dNormed; // [t, w]
  private final float[] dh; // [t, w] gradient of the residual stream
  private final float[] dBefore; // [t, w] gradient before a dropout

  TransformerNetwork(TransformerSpec spec, int seed, ParameterView parameters, Layers layers) {
    this.spec = spec;
    this.microBatch = MicroBatch.items(spec);
    this.width = Lanes.pad(spec.width());
    this.classes = Lanes.pad(spec.classes());
    this.dropout = new Dropout(spec, seed);
    int t = microBatch * spec.length();
    int w = spec.width();
    NormScratch normScratch = new NormScratch(t);
    this.input = layers.first("input", spec.inputs(), w);
    this.inputNorm =
        spec.inputNorm() ? new LayerNorm(parameters, "inputNorm", w, t, normScratch) : null;
    this.positions = new Positions(spec, parameters);
    this.blocks = new TransformerBlock[spec.layers()];
    AttentionScratch attentionScratch = new AttentionScratch(spec, dropout);
    BlockScratch scratch = new BlockScratch(spec, microBatch);
    for (int block = 0; block < blocks.length; block++) {
      blocks[block] =
          new TransformerBlock(
              spec,
              block,
              microBatch,
              parameters,
              layers,
              dropout,
              attentionScratch,
              normScratch,
              scratch);
    }
    this.finalNorm = new LayerNorm(parameters, "finalNorm", w, t, normScratch);
    this.output = layers.linear("output", w, spec.classes());

    this.projected = new float[t * width];
    this.tokens = spec.inputNorm() ? new float[t * width] : projected;
    this.streams = new float[spec.layers() + 1][];
    this.normed = new float[t * width];
    this.logits = new float[t * classes];
    this.inputBits = dropout.room(spec.inputNorm() ? microBatch : 0);
    this.embeddingBits = dropout.room(microBatch);
    this.finalBits = dropout.room(spec.inputNorm() ? microBatch : 0);
    this.dNormed = new float[t * width];
    this.dh = new float[t * width];
    this.dBefore = new float[t * width];
  }

  @Override
  public int microBatch() {
    return microBatch;
  }

  @Override
  public void parametersChanged() {
    input.weightsChanged();
    for (TransformerBlock block : blocks) {
      block.parametersChanged();
    }
    output.weightsChanged();
  }

  @Override
  public void learn(Batch batch, int first, int items, long step, CrossEntropy loss) {
    dropout.train(step, first);
    forward(batch, first, items);
    int length = spec.length();
    float share = 1f / ((float) batch.size() * length);
    loss.addAndDifferentiate(items * length, logits, batch.labels(), first * length, share);
    backward(batch, first, items);
  }

  @Override
  public void predict(Batch batch, int first, int items, float[] out, int at) {
    dropout.evaluate();
    forward(batch, first, items);
    Lanes.unpad(logits, items * spec.length(), spec.classes(), out, at);
  }

  private void forward(Batch batch, int first, int items) {
    int t = items * spec.length();
    input.forward(t, batch.inputs(), first * spec.length() * spec.inputs(), projected); // -> [t, w]
    if (inputNorm != null) {
      inputNorm.forward(t, projected, tokens); // [t, w]
      dropout.forward(DropoutSite.INPUT, items, tokens, inputBits);
    }
    positions.forward(items, tokens);
    dropout.forward(DropoutSite.EMBEDDING, items, tokens, embeddingBits);
    streams[0] = tokens;
    for (int block = 0; block < blocks.length; block++) {
      streams[block + 1] = blocks[block].forward(items, streams[block]); // [t, w]
    }
    finalNorm.forward(t, streams[blocks.length], normed); // [t, w]
    if (inputNorm != null) {
      dropout.forward(DropoutSite.FINAL, items, normed, finalBits);
    }
    output.forward(t, normed, logits); // [t, w] -> [t, c]
  }

  private void backward(Batch batch, int first, int items) {
    int t = items * spec.length();
    output.backwardParameters(t, normed, logits);
    output.backwardInput(t, logits, dNormed); // [t, c] -> [t, w]
    float[] dFinal = dNormed;
    if (inputNorm != null) {
      dFinal = dropout.backward(items, dNormed, finalBits, dBefore);
    }
    Arrays.fill(dh, 0, t * width, 0f);
    finalNorm.backward(t, streams[blocks.length], dFinal, dh); // [t, w]
    for (int block = blocks.length - 1; block >= 0; block--) {
      blocks[block].backward(items, streams[block], dh); // [t, w]
    }
    float[] dTokens = dropout.backward(items, dh, embeddingBits, dh);
    positions.backward(items, dTokens);
    float[] dProjected = dTokens;
    if (inputNorm != null) {
      float[] dInput = dropout.backward(items, dTokens, inputBits, dBefore);
      Arrays.fill(dNormed, 0, t * width, 0f);
      inputNorm.backward(t, projected, dInput, dNormed);
      dProjected = dNormed;
    }
    input.backward(t, batch.inputs(), first * spec.length() * spec.inputs(), dProjected);
  }
}
