package org.gpicl.cli;

import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/** A sweep of one small cell for tests of servers, and the same without an end. */
public final class ServedSweep {
  static final String SWEEP =
      """
      name: served
      recipe: small
      images: {set: glyphs, size: 4, classes: 3}
      models: [transformer]
      tasks: [4]
      hidden: [8]
      transformer: {steps: 60, evaluateEvery: 20 steps, batch: 4, length: 6, layers: 1}
      evaluate: {seenTasks: 4, unseenTasks: 4, maxSamples: 100}
      checkpoint: {every: 10 steps}
      """;

  public static final String ENDLESS =
      SWEEP
          .replace("steps: 60, evaluateEvery: 20", "steps: 100000000, evaluateEvery: 1000000")
          .replace("every: 10 steps", "every: 1000 steps");

  static final String KEY = "transformer-n4-h8-s0";

  private ServedSweep() {}

  /** The states of orders, newest first. */
  static List<String> states(JsonNode history) {
    return StreamSupport.stream(history.spliterator(), false)
        .map(order -> order.get("state").asString())
        .toList();
  }
}
