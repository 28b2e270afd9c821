package org.gpicl.engine.nd4j;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.nd4j.TransformerGraph.DropoutPlace;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.ParameterShape;
import org.gpicl.model.TransformerSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A {@link TransformerSpec} as a SameDiff graph, used for its gradients alone. */
final class TransformerNetwork implements Network {
  private final TransformerSpec spec;
  private final FlatLayout layout;
  private final DropoutMask masks;
  private final INDArray parameters; // [n]; the graph's variables are views of it
  private final INDArray gradients; // [n]
  private final TransformerGraph forward;
  private final GraphSession session;

  TransformerNetwork(TransformerSpec spec, int seed, List<float[]> parameters) {
    this.spec = spec;
    this.layout = FlatLayout.rowAfterRow(spec);
    this.masks = new DropoutMask(seed, spec.dropout());
    this.parameters = layout.pack(parameters);
    this.gradients = FlatLayout.zeros(layout.size());
    SameDiff graph = SameDiff.create();
    graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    Map<String, SDVariable> variables = new LinkedHashMap<>();
    views(this.parameters).forEach((name, view) -> variables.put(name, graph.var(name, view)));
    this.forward = new TransformerGraph(spec, graph, variables);
    this.session = new GraphSession(QuietGradients.of(graph));
  }

  /**
   * The parameters' parts of a flat vector, by name: vectors [columns], matrices [rows, columns].
   */
  private Map<String, INDArray> views(INDArray flat) {
    Map<String, INDArray> views = new LinkedHashMap<>();
    long at = 0;
    for (ParameterShape shape : spec.parameters()) {
      INDArray part = flat.get(NDArrayIndex.interval(at, at + shape.size()));
      views.put(
          shape.name(), shape.vector() ? part : part.reshape('c', shape.rows(), shape.columns()));
      at += shape.size();
    }
    return views;
  }

  @Override
  public FlatLayout layout() {
    return layout;
  }

  @Override
  public INDArray parameters() {
    return parameters;
  }

  @Override
  public INDArray gradients() {
    return gradients;
  }

  @Override
  public StepResult differentiate(Batch batch, long step) {
    int rows = batch.size() * spec.length();
    Map<String, INDArray> fed = new HashMap<>();
    fed.put(TransformerGraph.INPUTS, inputs(batch, 0, batch.size()));
    fed.put(TransformerGraph.TARGETS, targets(batch, rows));
    for (DropoutPlace place : forward.dropouts()) {
      fed.put(place.name(), factors(place, batch.size(), step));
    }
    Map<String, INDArray> parts = views(gradients);
    List<String> names = new ArrayList<>(parts.keySet().stream().map(n -> n + "-grad").toList());
    names.add(TransformerGraph.LOGITS);
    float[] logits =
        session.run(
            fed,
            names,
            values -> {
              parts.forEach((name, part) -> part.assign(values.get(name + "-grad")));
              return LogitLoss.rowAfterRow(values.get(TransformerGraph.LOGITS));
            });
    fed.values().forEach(INDArray::close);
    return CrossEntropy.of(logits, batch.labels(), rows, spec.classes());
  }

  @Override
  public float[] logits(Batch batch) {
    Map<String, INDArray> fed = new HashMap<>();
    fed.put(TransformerGraph.INPUTS, inputs(batch, 0, batch.size()));
    for (DropoutPlace place : forward.dropouts()) {
      fed.put(place.name(), Nd4j.ones(DataType.FLOAT, place.scalarShape()));
    }
    float[] logits =
        session.run(
            fed,
            List.of(TransformerGraph.LOGITS),
            values -> LogitLoss.rowAfterRow(values.get(TransformerGraph.LOGITS)));
    fed.values().forEach(INDArray::close);
    return logits;
  }

  /** [items * length, inputs]. */
  private INDArray inputs(Batch batch, int first, int items) {
    int perItem = batch.length() * batch.width();
    float[] rows = Arrays.copyOfRange(batch.inputs(), first * perItem, (first + items) * perItem);
    return Nd4j.create(rows, new long[] {(long) items * batch.length(), batch.width()}, 'c');
  }

  private INDArray targets(Batch batch, int rows) {
    float[] oneHot = new float[rows * spec.classes()];
    for (int row = 0; row < rows; row++) {
      oneHot[row * spec.classes() + batch.labels()[row]] = 1;
    }
    return Nd4j.create(oneHot, new long[] {rows, spec.classes()}, 'c');
  }

  private INDArray factors(DropoutPlace place, int items, long step) {
    int perItem = place.perItem();
    float[] factors = new float[items * perItem];
    for (int item = 0; item < items; item++) {
      masks.fill(step, item, place.site(), factors, item * perItem, perItem);
    }
    return Nd4j.create(factors, place.batchShape(items), 'c');
  }

  @Override
  public void close() {
    session.close();
    parameters.close();
    gradients.close();
  }
}
