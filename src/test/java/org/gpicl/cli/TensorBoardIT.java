package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A sweep as TensorBoard's own reader sees it, after the sweep was killed. */
@Tag("full")
class TensorBoardIT {
  private static final String SWEEP =
      """
      name: shown
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [mlp, transformer]
      tasks: [4]
      hidden: [8]
      mlp: {steps: 40, evaluateEvery: 20 steps, maxSamples: 2000}
      transformer: {steps: 1500, evaluateEvery: 50 steps, batch: 4, length: 4, layers: 1, learningRate: [1e-3, 2e-3]}
      evaluate: {maxSamples: 500, seenTasks: 4, unseenTasks: 4}
      checkpoint: {every: 50 steps}
      """;

  private static final String KEY = "transformer-n4-h8-lr0.002-s0";

  private static final String READ =
      """
      import json, sys
      from tensorboard.backend.event_processing.event_accumulator import EventAccumulator
      from tensorboard.plugins.hparams.plugin_data_pb2 import HParamsPluginData
      events = EventAccumulator(sys.argv[1], size_guidance={"scalars": 0})
      events.Reload()
      start = HParamsPluginData.FromString(
          events.SummaryMetadata("_hparams_/session_start_info").plugin_data.content).session_start_info
      end = HParamsPluginData.FromString(
          events.SummaryMetadata("_hparams_/session_end_info").plugin_data.content).session_end_info
      print(json.dumps({
          "scalars": {tag: [[e.step, e.value] for e in events.Scalars(tag)] for tag in events.Tags()["scalars"]},
          "settings": {name: value.string_value or value.number_value for name, value in start.hparams.items()},
          "group": start.group_name,
          "status": end.status}))
      """;

  @TempDir Path directory;

  @Test
  void aSweepThatWasKilledHasEveryPointOnce() throws Exception {
    Python python = Python.with("tensorboard");
    Path home = directory.resolve("home");
    Path shown = directory.resolve("for # TensorBoard: here");
    Path file = Files.writeString(directory.resolve("shown.yaml"), SWEEP);
    GpiclProcess run =
        GpiclProcess.startLight(home, "run", file.toString(), "--tensorboard", shown.toString());
    run.await("there are events", () -> Files.isDirectory(shown.resolve("shown/" + KEY)));
    run.kill();
    GpiclProcess.startLight(home, "resume", "shown").mustEndWith(0);

    JsonNode read = read(python, shown.resolve("shown/" + KEY));
    List<Long> points = LongStream.rangeClosed(1, 30).map(one -> 50 * one).boxed().toList();
    assertThat(steps(read, "loss")).isEqualTo(points);
    assertThat(steps(read, "learning_rate")).isEqualTo(points);
    assertThat(steps(read, "unseen_accuracy")).containsExactly(1_500L);
    assertThat(read.at("/settings/transformer.learningRate").asDouble()).isEqualTo(0.002);
    assertThat(read.at("/settings/model").asString()).isEqualTo("transformer");
    assertThat(read.path("group").asString()).isEqualTo("transformer-n4-h8-lr0.002");
    assertThat(read.path("status").asInt()).as("success").isEqualTo(1);

    Path later = directory.resolve("later");
    assertThat(
            GpiclProcess.startLight(home, "report", "shown", "--tensorboard", later.toString())
                .mustEndWith(0)
                .out())
        .contains("TensorBoard's folder " + later + " has sweep shown: 3 cells were sent.");
    assertThat(read(python, later.resolve("shown/" + KEY))).isEqualTo(read);
  }

  private static JsonNode read(Python python, Path folder) throws Exception {
    return JsonMapper.shared()
        .readTree(python.output("-W", "ignore", "-c", READ, folder.toString()));
  }

  private static List<Long> steps(JsonNode read, String tag) {
    return read.path("scalars").path(tag).valueStream().map(one -> one.get(0).asLong()).toList();
  }
}
