package org.gpicl.engine.nd4j;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.IntFunction;
import org.gpicl.engine.Batch;
import org.gpicl.engine.StepAbandonedException;
import org.gpicl.engine.StepResult;
import org.gpicl.engine.nd4j.TransformerGraph.DropoutPlace;
import org.gpicl.model.DropoutMask;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.ParameterShape;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.nd4j.autodiff.samediff.SDVariable;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.array.SingleThreadArrayHolder;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A {@link TransformerSpec} or {@link OpLstmSpec} as a SameDiff graph, used only for its gradients.
 *
 * <p>A batch goes through it in passes of equally many items, so that memory does not grow with the
 * batch; unused places of the last pass have no targets and so no gradient.
 */
final class GraphNetwork implements Network {
  // With dropout the graph holds some twenty times these: up to 0.8 GB.
  static final long ACTIVATIONS_PER_PASS = 10_000_000;

  private final ModelSpec spec;
  private final FlatLayout layout;
  private final DropoutMask masks; // null for none
  private final INDArray parameters; // [n]; the graph's variables are views of it
  private final INDArray gradients; // [n]
  private final int itemsPerPass;
  private final List<DropoutPlace> dropouts;
  private final Map<String, INDArray> gradientParts = new LinkedHashMap<>(); // by graph variable
  private final GraphSession session;

  /** Writes a model into a graph, and says where its dropouts are. */
  private interface Writer {
    List<DropoutPlace> write(SameDiff graph, Map<String, SDVariable> parameters);
  }

  static GraphNetwork of(TransformerSpec spec, TrainingSpec training, List<float[]> parameters) {
    return of(spec, training, parameters, itemsPerPass(spec, training.batch()));
  }

  static GraphNetwork of(
      TransformerSpec spec, TrainingSpec training, List<float[]> parameters, int itemsPerPass) {
    return new GraphNetwork(
        spec,
        parameters,
        itemsPerPass,
        new DropoutMask(training.seed(), spec.dropout()),
        (graph, variables) -> new TransformerGraph(spec, graph, variables).dropouts());
  }

  static GraphNetwork of(OpLstmSpec spec, TrainingSpec training, List<float[]> parameters) {
    return new GraphNetwork(
        spec,
        parameters,
        itemsPerPass(spec, training.batch()),
        null,
        (graph, variables) -> {
          OpLstmGraph.write(spec, graph, variables);
          return List.of();
        });
  }

  private GraphNetwork(
      ModelSpec spec,
      List<float[]> parameters,
      int itemsPerPass,
      DropoutMask masks,
      Writer writer) {
    this.spec = spec;
    this.layout = FlatLayout.rowAfterRow(spec);
    this.masks = masks;
    this.parameters = layout.pack(parameters);
    this.gradients = FlatLayout.zeros(layout.size());
    this.itemsPerPass = itemsPerPass;
    SameDiff graph = SameDiff.create();
    graph.setArrayHolders(new SingleThreadArrayHolder(), new SingleThreadArrayHolder(), false);
    Map<String, SDVariable> variables = new LinkedHashMap<>();
    views(this.parameters).forEach((name, view) -> variables.put(name, graph.var(name, view)));
    this.dropouts = writer.write(graph, variables);
    SameDiff derived = QuietGradients.of(graph);
    // Not the variable called like the parameter plus "-grad": that is only one of several
    // summands.
    views(gradients)
        .forEach(
            (name, view) -> {
              SDVariable gradient = derived.getVariable(name).gradient();
              if (gradient != null) { // nothing recurs in a sequence of one token
                gradientParts.put(gradient.name(), view);
              }
            });
    this.session = new GraphSession(derived);
  }

  /** The items per pass that make for as few equal passes as the limit allows. */
  static int itemsPerPass(ModelSpec spec, int batch) {
    long most = Math.max(1, ACTIVATIONS_PER_PASS / spec.activationsPerItem());
    long passes = (batch + most - 1) / most;
    return Math.toIntExact((batch + passes - 1) / passes);
  }

  /** The parts of a flat vector by parameter: vectors [columns], matrices [rows, columns]. */
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
  public StepResult differentiate(Batch batch, long step, BooleanSupplier stop) {
    List<String> wanted = new ArrayList<>(gradientParts.keySet());
    wanted.add(GraphEnds.LOGITS);
    gradients.assign(0);
    float[] logits =
        passes(
            batch,
            stop,
            first -> {
              Map<String, INDArray> fed = new HashMap<>();
              fed.put(GraphEnds.INPUTS, inputs(batch, first));
              fed.put(GraphEnds.TARGETS, targets(batch, first));
              dropouts.forEach(d -> fed.put(d.placeholder(), factors(d, first, step)));
              return fed;
            },
            wanted);
    return CrossEntropy.of(logits, batch.labels(), batch.size() * spec.length(), spec.classes());
  }

  @Override
  public float[] logits(Batch batch) {
    return passes(
        batch,
        () -> false,
        first -> {
          Map<String, INDArray> fed = new HashMap<>();
          fed.put(GraphEnds.INPUTS, inputs(batch, first));
          dropouts.forEach(
              d -> fed.put(d.placeholder(), Nd4j.ones(DataType.FLOAT, d.scalarShape())));
          return fed;
        },
        List.of(GraphEnds.LOGITS));
  }

  /**
   * Sends a batch through the graph and sums the gradients of its passes.
   *
   * @param feed the placeholders' values for the pass that begins at an item
   * @return logits [size, length, classes]
   */
  private float[] passes(
      Batch batch,
      BooleanSupplier stop,
      IntFunction<Map<String, INDArray>> feed,
      List<String> wanted) {
    int perItem = spec.length() * spec.classes();
    float[] logits = new float[batch.size() * perItem];
    for (int first = 0; first < batch.size(); first += itemsPerPass) {
      if (stop.getAsBoolean()) {
        throw new StepAbandonedException();
      }
      Map<String, INDArray> fed = feed.apply(first);
      float[] part = session.run(fed, wanted, this::take);
      fed.values().forEach(INDArray::close);
      int items = Math.min(itemsPerPass, batch.size() - first);
      System.arraycopy(part, 0, logits, first * perItem, items * perItem);
    }
    return logits;
  }

  /** The native memory of the graph's values, in bytes. */
  long bytes() {
    return session.bytes();
  }

  private float[] take(Map<String, INDArray> values) {
    gradientParts.forEach(
        (name, part) -> {
          if (values.containsKey(name)) {
            part.addi(values.get(name));
          }
        });
    return LogitLoss.rowAfterRow(values.get(GraphEnds.LOGITS));
  }

  /** Tokens of a pass, [itemsPerPass * length, inputs]. */
  private INDArray inputs(Batch batch, int first) {
    int perItem = batch.length() * batch.width();
    float[] rows = new float[itemsPerPass * perItem];
    int items = Math.min(itemsPerPass, batch.size() - first);
    System.arraycopy(batch.inputs(), first * perItem, rows, 0, items * perItem);
    return Nd4j.create(rows, new long[] {(long) itemsPerPass * spec.length(), batch.width()}, 'c');
  }

  /** One-hot labels of a pass, [itemsPerPass * length, classes]; zeros at unused places. */
  private INDArray targets(Batch batch, int first) {
    int rows = itemsPerPass * spec.length();
    int used = Math.min(rows, (batch.size() - first) * spec.length());
    float[] oneHot = new float[rows * spec.classes()];
    for (int row = 0; row < used; row++) {
      oneHot[row * spec.classes() + batch.labels()[first * spec.length() + row]] = 1;
    }
    return Nd4j.create(oneHot, new long[] {rows, spec.classes()}, 'c');
  }

  private INDArray factors(DropoutPlace place, int first, long step) {
    int perItem = place.perItem();
    float[] factors = new float[itemsPerPass * perItem];
    for (int item = 0; item < itemsPerPass; item++) {
      masks.fill(step, first + item, place.site(), factors, item * perItem, perItem);
    }
    return Nd4j.create(factors, place.passShape(itemsPerPass), 'c');
  }

  @Override
  public void close() {
    session.close();
    parameters.close();
    gradients.close();
  }
}
