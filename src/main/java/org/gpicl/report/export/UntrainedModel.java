package org.gpicl.report.export;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gpicl.engine.Batch;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.sweep.Cell;
import tools.jackson.databind.json.JsonMapper;

/**
 * A cell's model before its first step, how it is trained, and a batch: what another program needs
 * to take the same steps. One file in the safetensors format.
 */
public final class UntrainedModel {
  private UntrainedModel() {}

  public static void write(OutputStream out, Cell cell, Batch batch) throws IOException {
    List<TorchTensor> tensors =
        new ArrayList<>(
            TorchTensor.of(cell.model(), cell.model().initialParameters(cell.spec().seed())));
    int size = batch.size();
    int length = batch.length();
    int width = batch.width();
    float[] labels = new float[size * length];
    for (int k = 0; k < labels.length; k++) {
      labels[k] = batch.labels()[k];
    }
    // The array may be longer than the batch.
    float[] inputs = Arrays.copyOf(batch.inputs(), size * length * width);
    tensors.add(new TorchTensor("inputs", List.of(size, length, width), inputs));
    tensors.add(new TorchTensor("labels", List.of(size, length), labels));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("model", CellFacts.model(cell));
    facts.put("training", training(cell));
    SafetensorsFile.write(
        out, tensors, Map.of("gpicl", JsonMapper.shared().writeValueAsString(facts)));
  }

  private static Map<String, Object> training(Cell cell) {
    TrainingSpec spec = cell.spec();
    Map<String, Object> training = new LinkedHashMap<>();
    training.put("dropout", cell.model() instanceof TransformerSpec model ? model.dropout() : 0.0);
    training.put("clip", spec.clipNorm());
    if (spec.optimiser() instanceof OptimiserSpec.Adam adam) {
      training.put("optimiser", "adam");
      training.put("beta1", adam.beta1());
      training.put("beta2", adam.beta2());
      training.put("epsilon", adam.epsilon());
      training.put("weightDecay", adam.weightDecay());
    } else {
      training.put("optimiser", "sgd");
    }
    return training;
  }
}
