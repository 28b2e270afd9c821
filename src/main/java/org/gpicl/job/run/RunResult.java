package org.gpicl.job.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.gpicl.metrics.RunEnding;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;

/** How a run ended, and what metrics, its row and the row of its order say of that. */
public sealed interface RunResult {

  /** For metrics. */
  RunEnding ending();

  /** For the history: one sentence. */
  String message();

  /** For the row of the run. */
  default RunTable.Outcome outcome() {
    return switch (ending()) {
      case DONE -> RunTable.Outcome.DONE;
      case STOPPED -> RunTable.Outcome.STOPPED;
      case FAILED, BROKEN, REFUSED -> RunTable.Outcome.FAILED;
    };
  }

  /** For the row of the order that asked for the run. */
  default OrderTable.State state() {
    return switch (ending()) {
      case DONE -> OrderTable.State.DONE;
      case STOPPED -> OrderTable.State.STOPPED;
      case FAILED, BROKEN -> OrderTable.State.FAILED;
      case REFUSED -> OrderTable.State.REFUSED;
    };
  }

  /** Every cell is done. */
  record Done(List<Path> files, List<String> messages) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.DONE;
    }

    @Override
    public String message() {
      return String.join(" ", messages);
    }
  }

  /** Some cells failed; the others are done, or were stopped alone. */
  record SomeFailed(List<String> failures, List<Path> files, List<String> messages)
      implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.FAILED;
    }

    @Override
    public String message() {
      return failures.size() == 1
          ? "one cell failed: " + failures.get(0)
          : "%d cells failed; the first: %s".formatted(failures.size(), failures.get(0));
    }
  }

  /** The run itself broke; what was done is kept. */
  record Broken(String reason, List<String> failures) implements RunResult {

    /** By a failure that came before or outside of its job, such as missing images. */
    public static Broken by(Exception failure) {
      String reason = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      return new Broken(reason, List.of());
    }

    @Override
    public RunEnding ending() {
      return RunEnding.BROKEN;
    }

    @Override
    public String message() {
      return reason;
    }
  }

  /**
   * It was stopped and can be resumed.
   *
   * @param progress such as {@code 3 of 12 cells done}
   * @param reason why it could not continue; empty if it was asked to stop
   */
  record Stopped(String progress, Optional<String> reason) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.STOPPED;
    }

    @Override
    public OrderTable.State state() {
      return reason.isPresent() ? OrderTable.State.HINDERED : OrderTable.State.STOPPED;
    }

    @Override
    public String message() {
      return reason.map(why -> "it cannot continue: " + why + "; ").orElse("") + progress;
    }
  }

  /**
   * All others are done, but some cells were stopped alone and can be resumed.
   *
   * @param progress such as {@code 3 of 12 cells done}
   */
  record StoppedAlone(String progress, List<String> cells, List<Path> files, List<String> messages)
      implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.STOPPED;
    }

    @Override
    public String message() {
      return progress + "; stopped alone: " + String.join(", ", cells);
    }
  }

  /** It was not started. */
  record Refused(String reason) implements RunResult {
    @Override
    public RunEnding ending() {
      return RunEnding.REFUSED;
    }

    @Override
    public String message() {
      return reason;
    }
  }
}
