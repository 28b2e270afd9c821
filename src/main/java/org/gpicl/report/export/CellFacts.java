package org.gpicl.report.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.gpicl.model.AdaptedMlpSpec;
import org.gpicl.model.LstmSpec;
import org.gpicl.model.MlpSpec;
import org.gpicl.model.ModelSpec;
import org.gpicl.model.OpLstmSpec;
import org.gpicl.model.TransformerSpec;
import org.gpicl.store.cell.CellOutcome;
import org.gpicl.store.checkpoint.Evaluation;
import org.gpicl.sweep.Cell;
import org.gpicl.tasks.images.ImageSpec;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a loader has to know of an exported cell, and what its results were: one JSON object, which
 * docs/formats.md describes. The parameters are those of the end of the training.
 */
final class CellFacts {
  /** Raised when a loader of older files would misread newer ones. */
  private static final int FORMAT = 1;

  private CellFacts() {}

  /** The facts as a JSON object. */
  static String json(String sweep, CellOutcome outcome) {
    return JsonMapper.shared().writeValueAsString(of(sweep, outcome));
  }

  private static Map<String, Object> of(String sweep, CellOutcome outcome) {
    Cell cell = outcome.cell();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("format", FORMAT);
    facts.put("sweep", sweep);
    facts.put("cell", cell.key());
    facts.put("hash", cell.hash());
    facts.put("seed", cell.seed());
    facts.put("tasks", cell.tasks());
    facts.put("step", outcome.step());
    facts.put("model", model(cell));
    facts.put("images", images(cell));
    facts.put("results", results(outcome));
    facts.put("settings", cell.settings());
    return facts;
  }

  static Map<String, Object> model(Cell cell) {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("kind", cell.kind().key());
    model.put("parameters", cell.model().parameterCount());
    model.put("stateSize", cell.model().stateSize());
    if (cell.model() instanceof MlpSpec mlp) {
      model.put("inputs", mlp.inputs());
      model.put("hidden", mlp.hidden());
      model.put("classes", mlp.classes());
      model.put("finalRelu", mlp.finalRelu());
    } else if (cell.model() instanceof AdaptedMlpSpec adapted) {
      putTokens(model, adapted, adapted.features());
      model.put("hidden", adapted.hidden());
      model.put("innerSteps", adapted.innerSteps());
      model.put("innerRate", adapted.innerRate());
      model.put("labelScale", cell.labelScale());
    } else if (cell.model() instanceof LstmSpec lstm) {
      putTokens(model, lstm, lstm.features());
      model.put("width", lstm.width());
      model.put("labelScale", cell.labelScale());
    } else if (cell.model() instanceof OpLstmSpec lstm) {
      putTokens(model, lstm, lstm.features());
      model.put("width", lstm.width());
      model.put("heads", lstm.heads());
      model.put("labelScale", cell.labelScale());
    } else if (cell.model() instanceof TransformerSpec transformer) {
      put(model, transformer);
      model.put("labelScale", cell.labelScale());
    }
    return model;
  }

  private static void putTokens(Map<String, Object> model, ModelSpec spec, int features) {
    model.put("inputs", spec.inputs());
    model.put("features", features);
    model.put("classes", spec.classes());
    model.put("length", spec.length());
  }

  private static void put(Map<String, Object> model, TransformerSpec transformer) {
    putTokens(model, transformer, transformer.features());
    model.put("width", transformer.width());
    model.put("layers", transformer.layers());
    model.put("heads", transformer.heads());
    model.put("inner", transformer.inner());
    model.put("activation", word(transformer.activation()));
    model.put("positions", transformer.positions().stream().sorted().map(CellFacts::word).toList());
    model.put(
        "alibiSlopes",
        IntStream.range(0, transformer.heads()).mapToObj(transformer::alibiSlope).toList());
    model.put("inputNorm", transformer.inputNorm());
    model.put("normEpsilon", TransformerSpec.NORM_EPSILON);
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Map<String, Object> images(Cell cell) {
    ImageSpec spec = cell.training().images();
    Map<String, Object> images = new LinkedHashMap<>();
    images.put("set", spec.identity());
    images.put("size", spec.size());
    images.put("channels", spec.channels());
    images.put("classes", spec.classes());
    images.put("pixels", word(spec.scale()));
    images.put("matrixScale", cell.training().matrixScale());
    return images;
  }

  /** The best scheduled evaluation is not the one at the end, whose parameters these are. */
  private static List<Map<String, Object>> results(CellOutcome outcome) {
    List<Map<String, Object>> results = new ArrayList<>();
    for (Evaluation evaluation : outcome.evaluations()) {
      boolean best = evaluation.name().equals(Evaluation.SEEN);
      Map<String, Object> result = new LinkedHashMap<>();
      result.put("name", best ? "seenBest" : evaluation.name());
      result.put("step", outcome.step(evaluation));
      result.put("accuracy", evaluation.accuracy());
      result.put("loss", evaluation.loss());
      if (evaluation.error().known()) {
        result.put("standardError", evaluation.error().ofAccuracy());
      }
      results.add(result);
    }
    outcome
        .lastPoint()
        .ifPresent(
            last -> {
              Map<String, Object> end = new LinkedHashMap<>();
              end.put("name", Evaluation.SEEN);
              end.put("step", last.step());
              end.put("accuracy", last.seenAccuracy());
              results.add(end);
            });
    return results;
  }
}
