package org.gpicl.job.recovery;

import java.util.Optional;
import org.gpicl.engine.EngineException;
import org.gpicl.store.cell.CellBusyException;
import org.gpicl.store.cell.OtherImagesException;
import org.gpicl.tasks.source.ImageSetException;

/** Why a training failed, and so what is done about it. */
public sealed interface CellFailure {

  /** The reason, for the user. */
  String reason();

  /** Permanent: the same settings would fail again, so the cell is not retried by itself. */
  record Lasting(String reason) implements CellFailure {}

  /** Transient: worth retrying after a pause. */
  record Passing(String reason) implements CellFailure {}

  /** Stops the whole run. */
  record OfTheRun(String reason) implements CellFailure {}

  /** Classifies what a training threw. */
  static CellFailure of(Throwable thrown, ResumableFailure resumableFailure) {
    Optional<String> ofTheRun = resumableFailure.in(thrown);
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
    boolean ours =
        thrown.getMessage() != null && thrown.getClass().getName().startsWith("org.gpicl");
    return new Passing(ours ? thrown.getMessage() : thrown.toString());
  }

  /** Whether waiting for another process is what helps. */
  static Optional<String> busyWith(Throwable thrown) {
    return thrown instanceof CellBusyException busy ? Optional.of(busy.owner()) : Optional.empty();
  }
}
