package org.gpicl.sweep.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.gpicl.sweep.ModelKind;

/** Writes random valid sweep files in which every key, form and unit turns up. */
final class RandomSweepFile {
  /** The models that more than one step trains. */
  private static final List<String> TRAINED =
      Stream.of(ModelKind.values()).filter(k -> k != ModelKind.SGD).map(ModelKind::key).toList();

  /**
   * Values of every key that are valid together with all others, except for the pairs that text()
   * separates.
   */
  static final Map<String, List<String>> VALUES = values();

  private RandomSweepFile() {}

  private static Map<String, List<String>> values() {
    Map<String, List<String>> values = new LinkedHashMap<>();
    values.put("name", List.of("x", "A-1_b", "\"2024\"", "\"true\"", "_"));
    values.put("recipe", List.of("notebook", "paper", "small"));
    values.put(
        "images.set",
        List.of(
            "mnist", "glyphs", "idx:some/where", "'idx:a, \"b'", "cifar10", "images:'s", "random"));
    values.put("images.contents", List.of("'%s idx:/a, \"b'".formatted("0a".repeat(32))));
    values.put("images.size", List.of("2", "14", "32"));
    values.put("images.channels", List.of("1", "3"));
    values.put("images.classes", List.of("6", "10"));
    values.put("images.pixels", List.of("unit", "standardised"));
    values.put("images.evaluation", List.of("test", "train"));
    values.put(
        "matrixScale", List.of("0.5", "1/784", "1/d", "1/sqrt(d)", "1e-3", "2", "[0.5, 1/d]"));
    values.put("seeds", List.of("0", "[0, 7]", "0..2", "2147483647", "1_000"));
    values.put(
        "models",
        List.of(
            "mlp", "[transformer]", "[transformer, mlp]", "[lstm, mlp]", "op-lstm", "[maml, sgd]"));
    values.put("tasks", List.of("1", "2^3", "[1, 2^24, 1e3]", "2^0..2^6 step 2^2", "1..9 step 4"));
    values.put("hidden", List.of("64", "2^4..2^6", "[16, 48]", "8..32 step 8"));
    values.put("together", List.of("{images.pixels: [unit, standardised], precision: [32, bf16]}"));
    values.put("sample.count", List.of("1", "3"));
    values.put("sample.seed", List.of("0", "77"));
    values.put("batch", List.of("1", "2^7", "333"));
    values.put("curriculum", List.of("none"));
    values.put("curriculum.classes", List.of("2", "5"));
    values.put("curriculum.tasks", List.of("1", "2^10"));
    values.put("curriculum.steps", List.of("0", "2600"));
    values.put("curriculum.every", List.of("1", "400"));
    values.put("bias", List.of("0", "0.9", "1"));
    for (String model : TRAINED) {
      values.put(model + ".steps", List.of("1", "7_500", "10^9"));
      // Three epochs of the largest sets would be too long to be accepted.
      values.put(model + ".epochs", List.of("1", "2"));
      values.put(model + ".batch", List.of("1", "96"));
      values.put(model + ".optimiser", List.of("sgd", "adam"));
      values.put(model + ".learningRate", List.of("0.1", "3e-4", ".5", "1", "1/3"));
      values.put(model + ".beta1", List.of("0", "0.95"));
      values.put(model + ".beta2", List.of("0.98"));
      values.put(model + ".epsilon", List.of("1e-12", "1"));
      values.put(model + ".weightDecay", List.of("0", "0.1"));
      values.put(model + ".warmup", List.of("0", "0 epochs", "1 step", "2 epochs", "9 steps"));
      values.put(model + ".schedule", List.of("constant", "cosine 99 steps", "cosine 9 epochs"));
      values.put(model + ".restarts", List.of("0", "3"));
      values.put(model + ".clip", List.of("0", "1", "0.25"));
      values.put(model + ".evaluateEvery", List.of("7", "2 epochs", "10^9 epochs"));
    }
    values.put("mlp.samplesPerTask", List.of("1", "60_000"));
    values.put("mlp.maxSamples", List.of("1", "1e6"));
    values.put("mlp.finalRelu", List.of("true", "false"));
    values.put("transformer.length", List.of("1", "60", "[1, 60]"));
    values.put("transformer.layers", List.of("1", "64"));
    values.put("transformer.heads", List.of("1", "2", "8"));
    values.put("transformer.inner", List.of("1", "16"));
    values.put(
        "transformer.positions", List.of("none", "alibi", "[sinusoidal]", "[alibi, learned]"));
    values.put("transformer.activation", List.of("gelu-tanh", "gelu-erf"));
    values.put("transformer.dropout", List.of("0", "0.99", "1/10"));
    values.put("transformer.inputNorm", List.of("true", "false"));
    values.put("transformer.initialisation", List.of("gpt", "uniform"));
    values.put("transformer.sequencesPerTask", List.of("1", "25", "fresh"));
    values.put(
        "transformer.labelScale",
        List.of("5", "0.3", "[5, 0.3]", "0.5*hidden", "[0.1*hidden, 1/sqrt(d)]"));
    values.put("lstm.length", List.of("1", "60"));
    values.put("lstm.sequencesPerTask", List.of("25", "fresh"));
    values.put("lstm.labelScale", List.of("5", "0.3*hidden"));
    values.put("op-lstm.length", List.of("1", "60"));
    values.put("op-lstm.heads", List.of("1", "8"));
    values.put("op-lstm.sequencesPerTask", List.of("25", "fresh"));
    values.put("op-lstm.labelScale", List.of("5", "0.3*hidden"));
    for (String model : List.of("maml", "sgd")) {
      values.put(model + ".length", List.of("1", "60"));
      values.put(model + ".sequencesPerTask", List.of("25", "fresh"));
      values.put(model + ".innerSteps", List.of("1", "2^5", "[3, 30]"));
      values.put(model + ".innerRate", List.of("0.1", "3e-2", "1/d"));
    }
    values.put("sgd.batch", List.of("1", "96"));
    values.put(
        "evaluate.images", List.of("mnist", "[fashion-mnist, glyphs]", "[svhn, emnist-letters]"));
    values.put("evaluate.every", List.of("1", "1 epoch", "200 steps"));
    values.put("evaluate.seenTasks", List.of("1", "256", "log2", "all"));
    values.put("evaluate.unseenTasks", List.of("3", "2^10", "log2"));
    values.put("evaluate.sequencesPerTask", List.of("1", "4"));
    values.put("evaluate.samplesPerTask", List.of("1", "10_000"));
    values.put("evaluate.maxSamples", List.of("1", "1e5"));
    values.put("boundary.axis", List.of("transformer.clip", "mlp.clip"));
    values.put("boundary.between", List.of("0.1..0.8", "0.2..3"));
    values.put("boundary.metric", List.of("unseen", "seen"));
    values.put("boundary.above", List.of("2x chance", "0.5", "1.5 x chance"));
    values.put("boundary.to", List.of("0.2", "2^0.5"));
    values.put("halving.at", List.of("[1, 2]", "3"));
    values.put("halving.keep", List.of("1/2", "0.25"));
    values.put("halving.by", List.of("loss", "seen-accuracy"));
    values.put("halving.plateau", List.of("keep", "drop"));
    values.put("checkpoint.store", List.of("database", "/shared/check points", "\"/a: 'b'\""));
    values.put("checkpoint.every", List.of("60s", "5m", "1 h", "200 steps", "1 step"));
    values.put("engine", List.of("vector", "nd4j", "libtorch", "auto"));
    values.put("precision", List.of("32", "bf16", "16"));
    values.put("device", List.of("auto", "cpu"));
    values.put("cellsPerDevice", List.of("0", "1", "64"));
    values.put("deterministic", List.of("true", "false"));
    values.put("workers", List.of("0", "3"));
    values.put("runOn", List.of("here", "workers", "slurm"));
    values.put("diskBudget", List.of("0B", "20GB", "1.5 GB", "512MiB", "123B"));
    values.put("output.suffix", List.of("\"\"", "_run2", "\"7\""));
    values.put("slurm.partition", List.of("gpu", "\"a100,h100\"", "\"7\""));
    values.put("slurm.account", List.of("lab-3", "\"true\""));
    values.put("slurm.gpus", List.of("0", "8"));
    values.put("slurm.time", List.of("5m", "400s", "4 h", "7d"));
    values.put("slurm.array", List.of("1", "20"));
    values.put("slurm.cpus", List.of("1", "64"));
    values.put("tracking.mlflow", List.of("http://host:5000", "\"https://lab.example/mlflow\""));
    values.put("tracking.experiment", List.of("gpicl", "\"the lab's: first\"", "\"7\""));
    values.put("tracking.tensorboard", List.of("/tmp/tb", "\"/tmp/a folder\""));
    values.put("schedule.cron", List.of("\"0 0 2 * * ?\"", "\"0 30 1 ? * MON-FRI 2030\""));
    values.put("schedule.zone", List.of("Europe/Berlin", "UTC", "\"+02:00\""));
    values.put("schedule.missed", List.of("run-once", "skip"));
    values.put("schedule.stopAfter", List.of("90m", "5 h"));
    return values;
  }

  /** One file; the same for the same seed. */
  static String text(long seed) {
    Random random = new Random(seed);
    Map<String, String> chosen = new LinkedHashMap<>();
    int keep = random.nextInt(1, 10);
    VALUES.forEach(
        (path, texts) -> {
          boolean required = path.equals("name") || path.equals("recipe");
          if (required || random.nextInt(10) < keep) {
            chosen.put(path, texts.get(random.nextInt(texts.size())));
          }
        });
    part(chosen, random);
    return written(chosen, random);
  }

  /** Completes a boundary or a halving, and drops the other. */
  private static void searches(Map<String, String> chosen, Random random) {
    int kind = random.nextInt(4);
    chosen.keySet().removeIf(path -> path.startsWith(kind == 0 ? "halving." : "boundary."));
    if (kind > 1) {
      chosen.keySet().removeIf(path -> path.startsWith("halving."));
    } else if (kind == 1) {
      chosen.putIfAbsent("halving.at", "3");
      chosen.computeIfPresent("models", (path, models) -> models.replace("sgd", "mlp"));
      for (String model : TRAINED) {
        chosen.remove(model + ".epochs");
        chosen.put(model + ".steps", "4");
        chosen.put(model + ".evaluateEvery", "1");
        chosen.put(model + ".schedule", "constant");
        chosen.remove(model + ".restarts");
        chosen.put(model + ".learningRate", "[1e-3, 3e-3]");
      }
    } else {
      chosen.putIfAbsent("boundary.axis", "transformer.clip");
      chosen.putIfAbsent("boundary.between", "0.1..0.8");
      chosen.putIfAbsent("boundary.to", "0.2");
      chosen.remove(chosen.get("boundary.axis"));
    }
  }

  private static void drawFresh(Map<String, String> chosen) {
    chosen.put("transformer.sequencesPerTask", "fresh");
    chosen.put("lstm.sequencesPerTask", "fresh");
    chosen.put("op-lstm.sequencesPerTask", "fresh");
    chosen.put("maml.sequencesPerTask", "fresh");
    chosen.put("sgd.sequencesPerTask", "fresh");
  }

  /** Drops values that exclude one another. */
  private static void part(Map<String, String> chosen, Random random) {
    boolean curriculum =
        List.of("curriculum.steps", "curriculum.every").stream().allMatch(chosen::containsKey)
            && List.of("curriculum.classes", "curriculum.tasks").stream()
                .anyMatch(chosen::containsKey);
    if (curriculum) {
      chosen.remove("curriculum");
      drawFresh(chosen);
      chosen.put("images.classes", "10");
    } else {
      chosen.keySet().removeIf(path -> path.startsWith("curriculum."));
    }
    if (!chosen.getOrDefault("bias", "0").equals("0")) {
      drawFresh(chosen);
    }
    for (String model : TRAINED) {
      chosen.remove(model + (random.nextBoolean() ? ".steps" : ".epochs"));
      String optimiser =
          chosen.getOrDefault(model + ".optimiser", model.equals("mlp") ? "sgd" : "");
      if (optimiser.equals("sgd")) {
        List.of("beta1", "beta2", "epsilon", "weightDecay")
            .forEach(leaf -> chosen.remove(model + "." + leaf));
      }
      String schedule = chosen.getOrDefault(model + ".schedule", "");
      if (schedule.contains("steps")) {
        chosen.put(model + ".warmup", "9 steps");
      } else if (schedule.contains("epochs") || !schedule.equals("constant")) {
        chosen.put(model + ".warmup", "0 epochs");
      }
      if (!schedule.startsWith("cosine")) {
        chosen.remove(model + ".restarts");
      }
    }
    if (!chosen.containsKey("schedule.cron")) {
      chosen.keySet().removeIf(path -> path.startsWith("schedule."));
    }
    searches(chosen, random);
    if (chosen.containsKey("together")) {
      chosen.remove("images.pixels");
      chosen.remove("precision");
    }
    if (chosen.containsKey("sample.count")) {
      chosen.put("images.size", "'any of [7, 14, 28]'");
    } else {
      chosen.remove("sample.seed");
    }
    if (!chosen.containsKey("hidden")) {
      chosen.put("hidden", "8");
    }
  }

  /** As block maps or flow maps, short forms if nothing else is in a section. */
  private static String written(Map<String, String> chosen, Random random) {
    Map<String, List<String>> sections = new LinkedHashMap<>();
    StringBuilder text = new StringBuilder();
    chosen.forEach(
        (path, value) -> {
          int dot = path.indexOf('.');
          if (dot < 0) {
            text.append(path).append(": ").append(value).append('\n');
          } else {
            String leaf = path.substring(dot + 1) + ": " + value;
            sections.computeIfAbsent(path.substring(0, dot), s -> new ArrayList<>()).add(leaf);
          }
        });
    sections.forEach(
        (section, leaves) -> {
          if (section.equals("images") && leaves.size() == 1 && leaves.get(0).startsWith("set")) {
            text.append("images").append(leaves.get(0).substring(3)).append('\n');
          } else if (random.nextBoolean()) {
            text.append(section).append(": {").append(String.join(", ", leaves)).append("}\n");
          } else {
            text.append(section).append(":\n");
            leaves.forEach(leaf -> text.append("  ").append(leaf).append('\n'));
          }
        });
    return text.toString();
  }
}
