package org.gpicl.sweep;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.gpicl.home.files.Digests;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LearningRateSchedule;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.OptimiserSpec;
import org.gpicl.model.Precision;
import org.gpicl.model.TrainingSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.tasks.Curriculum;
import org.gpicl.tasks.Examples;
import org.gpicl.tasks.SetSpec;

/**
 * Writes what determines a cell as flat key-value pairs, which are hashed and in which differences
 * between cells are shown.
 */
final class CellSettings {
  private final Map<String, String> pairs = new LinkedHashMap<>();

  /** All pairs, in the order in which they were put. */
  Map<String, String> pairs() {
    return pairs;
  }

  /** The digest of settings, one per line. */
  static String sha256(Map<String, String> settings) {
    return Digests.sha256(
        settings.entrySet().stream()
            .map(entry -> entry.getKey() + "=" + entry.getValue() + "\n")
            .collect(Collectors.joining()));
  }

  CellSettings put(String key, Object value) {
    pairs.put(key, String.valueOf(value));
    return this;
  }

  CellSettings put(Curriculum curriculum, double bias) {
    put("curriculum.classes", curriculum.classes());
    // Cells from before there were these keep their hash.
    if (curriculum.tasks() != Curriculum.ALL_TASKS) {
      put("curriculum.tasks", curriculum.tasks());
    }
    put("curriculum.steps", curriculum.steps());
    put("curriculum.every", curriculum.every());
    return bias == 0 ? this : put("bias", bias);
  }

  /** Puts a generated set, with a prefix before each key. */
  CellSettings put(String prefix, SetSpec set) {
    put(prefix + ".images", set.images().identity());
    put(prefix + ".imageSize", set.images().size());
    if (set.images().channels() > 1) { // Cells from before there was colour keep their hash.
      put(prefix + ".channels", set.images().channels());
    }
    put(prefix + ".classes", set.images().classes());
    put(prefix + ".pixels", set.images().scale());
    put(prefix + ".split", set.split());
    put(prefix + ".seed", set.seed());
    put(prefix + ".tasks", set.tasks());
    put(prefix + ".matrixScale", set.matrixScale());
    put(
        prefix + ".examples",
        set.examples() instanceof Examples.Sequences ? "sequences" : "samples");
    put(prefix + ".length", set.length());
    return put(prefix + ".items", set.fresh() ? "fresh" : set.items());
  }

  CellSettings put(ModelSpec model) {
    if (model instanceof MlpSpec mlp) {
      put("inputs", mlp.inputs());
      put("hidden", mlp.hidden());
      put("finalRelu", mlp.finalRelu());
    } else if (model instanceof AdaptedMlpSpec adapted) {
      put("features", adapted.features());
      put("length", adapted.length());
      put("hidden", adapted.hidden());
      put("innerSteps", adapted.innerSteps());
      put("innerRate", adapted.innerRate());
    } else if (model instanceof LstmSpec lstm) {
      put("features", lstm.features());
      put("length", lstm.length());
      put("hidden", lstm.width());
    } else if (model instanceof OpLstmSpec lstm) {
      put("features", lstm.features());
      put("length", lstm.length());
      put("hidden", lstm.width());
      put("heads", lstm.heads());
    } else if (model instanceof TransformerSpec transformer) {
      put("features", transformer.features());
      put("length", transformer.length());
      put("hidden", transformer.width());
      put("layers", transformer.layers());
      put("heads", transformer.heads());
      put("inner", transformer.inner());
      put("activation", transformer.activation());
      put(
          "positions",
          transformer.positions().stream()
              .sorted()
              .map(Enum::name)
              .collect(Collectors.joining("+")));
      put("inputNorm", transformer.inputNorm());
      put("dropout", transformer.dropout());
      put("gptInitialisation", transformer.gptInitialisation());
    }
    return this;
  }

  CellSettings put(TrainingSpec training) {
    put("trainingSeed", training.seed());
    put("batch", training.batch());
    put("steps", training.steps());
    if (training.optimiser() instanceof OptimiserSpec.Adam adam) {
      put("optimiser", "adam");
      put("beta1", adam.beta1());
      put("beta2", adam.beta2());
      put("epsilon", adam.epsilon());
      put("weightDecay", adam.weightDecay());
    } else {
      put("optimiser", "sgd");
    }
    LearningRateSchedule schedule = training.schedule();
    put("learningRate", schedule.rate());
    put("warmup", schedule.warmup());
    put("cosineTotal", schedule.cosineTotal());
    // Cells from before there was a choice keep their hash, here and below.
    if (schedule.restarts() > 0) {
      put("restarts", schedule.restarts());
    }
    put("stepsPerUnit", schedule.stepsPerUnit());
    put("clipNorm", training.clipNorm());
    if (training.precision() != Precision.FLOAT32) {
      put("precision", training.precision().key());
    }
    return this;
  }
}
