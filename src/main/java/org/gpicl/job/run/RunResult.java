package org.gpicl.job.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.metrics.RunEnding;

/** How a run ended. */
public sealed interface RunResult {

  /** The same as metrics count it. */
  RunEnding ending();

  /** Every cell is done. */
  record Done(List<Path> files, List<String> messages) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.DONE;
    }
  }

  /** Some cells failed; the others are done. */
  record SomeFailed(List<String> failures, List<Path> files, List<String> messages)
      implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.FAILED;
    }
  }

  /** The run itself broke; what was done is kept. */
  record Broken(String reason, List<String> failures) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.BROKEN;
    }
  }

  /**
   * It was stopped and can be resumed.
   *
   * @param progress such as {@code 3 of 12 cells done}
   * @param reason what it could not go on with; empty if it was asked to stop
   */
  record Stopped(String progress, Optional<String> reason) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.STOPPED;
    }
  }

  /** It was not started. */
  record Refused(String reason) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.REFUSED;
    }
  }
}
