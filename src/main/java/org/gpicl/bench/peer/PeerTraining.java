package org.gpicl.bench.peer;

import java.nio.file.Path;
import java.util.Map;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.model.LearningRateSchedule;
import tools.jackson.databind.JsonNode;

/** A Python process that trains one model on one batch, in several variants. */
public final class PeerTraining implements AutoCloseable {
  private final PeerProcess process;
  private final Path file;
  private final LearningRateSchedule schedule;

  /**
   * @param file the model and the batch
   * @param schedule the learning rate of each step
   */
  PeerTraining(PeerProcess process, Path file, LearningRateSchedule schedule) {
    this.process = process;
    this.file = file;
    this.schedule = schedule;
  }

  /**
   * Prepares training steps, which takes a while if they are compiled. They end with the process.
   *
   * @throws PeerFailure if PyTorch cannot run this variant here
   */
  public Contestant steps(Variant variant) throws PeerFailure {
    JsonNode answer =
        process.ask(
            Map.of(
                "file", file.toString(),
                "compiled", variant.compiled(),
                "precision", variant.precision().key()));
    return new PeerSteps(process, variant.title(), answer.path("lane").asInt(), schedule);
  }

  @Override
  public void close() {
    process.close();
  }
}
