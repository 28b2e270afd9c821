package org.gpicl.bench.peer;

import java.util.Map;
import org.gpicl.bench.timing.Clocks;
import org.gpicl.bench.timing.Contestant;
import org.gpicl.engine.EngineException;
import org.gpicl.model.LearningRateSchedule;
import tools.jackson.databind.JsonNode;

/** Training steps in another process, timed there, so that asking for them does not count. */
final class PeerSteps implements Contestant {
  private final PeerProcess process;
  private final String name;
  private final int lane;
  private final LearningRateSchedule schedule;
  private Clocks clocks = new Clocks(0, 0, 0);
  private long step;

  /**
   * @param lane what the process calls this training
   */
  PeerSteps(PeerProcess process, String name, int lane, LearningRateSchedule schedule) {
    this.process = process;
    this.name = name;
    this.lane = lane;
    this.schedule = schedule;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public double run() {
    try {
      JsonNode answer = process.ask(Map.of("lane", lane, "rate", schedule.at(step++)));
      clocks =
          clocks.plus(
              new Clocks(
                  answer.path("thread").asLong(),
                  answer.path("process").asLong(),
                  answer.path("elapsed").asLong()));
      return answer.path("loss").asDouble(Double.NaN);
    } catch (PeerFailure failure) {
      throw new EngineException("a step of PyTorch failed: " + failure.getMessage(), failure);
    }
  }

  @Override
  public Clocks clocks() {
    return clocks;
  }

  /** Ends the process, with all that it trains. */
  @Override
  public void close() {
    process.close();
  }
}
