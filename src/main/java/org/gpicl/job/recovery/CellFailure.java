package org.gpicl.job.recovery;

import java.util.Optional;
import org.gpicl.engine.EngineException;
import org.gpicl.store.cell.CellBusyException;
import org.gpicl.store.cell.OtherImagesException;
import org.gpicl.tasks.images.ImageSetException;

/** Why a training ended before its time, and so what is done about it. */
public sealed interface CellFailure {

  /** For the user. */
  String reason();

  /** The same settings would do it again: the cell is marked and not tried again by itself. */
  record Lasting(String reason) implements CellFailure {}

  /** It may go well another time: the cell is tried again, after a while. */
  record Passing(String reason) implements CellFailure {}

  /** The whole run cannot go on. */
  record OfTheRun(String reason) implements CellFailure {}

  /** Judges what a training threw. */
  static CellFailure of(Throwable thrown, ResumableFailure hindrance) {
    Optional<String> ofTheRun = hindrance.in(thrown);
    if (ofTheRun.isPresent()) {
      return new OfTheRun(ofTheRun.get());
    }
    if (thrown instanceof OutOfMemoryError) {
      return new Lasting(
          "out of memory (%s); give it more with GPICL_JAVA_OPTS=-Xmx8g, or take fewer --workers"
              .formatted(thrown.getMessage()));
    }
    if (thrown instanceof EngineException
        || thrown instanceof OtherImagesException
        || thrown instanceof LossNotFiniteException
        || thrown instanceof ImageSetException) {
      return new Lasting(thrown.getMessage());
    }
    if (thrown instanceof Error) {
      return new Lasting(thrown.toString());
    }
    boolean told =
        thrown.getMessage() != null && thrown.getClass().getName().startsWith("org.gpicl");
    return new Passing(told ? thrown.getMessage() : thrown.toString());
  }

  /** Whether waiting for another process is what helps. */
  static Optional<String> busyWith(Throwable thrown) {
    return thrown instanceof CellBusyException busy ? Optional.of(busy.owner()) : Optional.empty();
  }
}
