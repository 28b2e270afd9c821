package org.gpicl.engine.nd4j;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.nd4j.autodiff.listeners.At;
import org.nd4j.autodiff.listeners.Operation;
import org.nd4j.autodiff.samediff.SameDiff;
import org.nd4j.autodiff.samediff.internal.InferenceSession;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Runs passes through a SameDiff graph without leaking: SameDiff's own sessions keep the number of
 * every array they ever released, and the values of the last pass.
 */
final class GraphSession extends InferenceSession {
  private static final int PASSES_PER_COLLECTION = 250;

  private final ArrayPool pool = new ArrayPool();
  private final NativeGarbage garbage = new NativeGarbage(PASSES_PER_COLLECTION);

  GraphSession(SameDiff graph) {
    super(graph);
    setMmgr(pool);
  }

  /**
   * Computes some of the graph's variables.
   *
   * @param fed the placeholders' values
   * @param reader copies what it needs, since the arrays are reused when it returns
   */
  <T> T run(
      Map<String, INDArray> fed, List<String> names, Function<Map<String, INDArray>, T> reader) {
    try {
      At at = At.defaultAt(Operation.INFERENCE);
      return reader.apply(output(names, fed, null, List.of(), List.of(), at));
    } finally {
      freedArrays.clear();
      nodeValueOutputs.clear();
      getArrayUseTracker().clear();
      pool.reclaim();
      garbage.passed();
    }
  }

  /** Native memory in use by the pool, in bytes. */
  long bytes() {
    return pool.bytes();
  }

  void close() {
    pool.close();
  }
}
