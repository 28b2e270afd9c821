package org.gpicl.job.recovery;

import java.util.Optional;
import org.gpicl.home.Home;
import org.gpicl.store.CellTakenException;
import org.gpicl.store.checkpoint.CheckpointFolderException;
import org.gpicl.store.database.ConnectionLoss;
import org.gpicl.store.database.DatabaseDamage;
import org.gpicl.store.database.DatabaseGoneException;

/**
 * Recognises failures that stop the whole run but leave it resumable: a full disk, a database or a
 * folder of checkpoints that is gone, cells that another process took over. Everything else
 * concerns one cell.
 */
public final class ResumableFailure {
  private final DiskFull disk;

  public ResumableFailure(Home home) {
    this.disk = new DiskFull(home);
  }

  /** The reason for the user, if a failure stops the whole run. */
  public Optional<String> in(Throwable failure) {
    if (failure instanceof CheckpointFolderException folder) {
      return Optional.of(folder.getMessage());
    }
    if (disk.in(failure)) {
      return Optional.of(disk.whatToFree());
    }
    if (DatabaseDamage.in(failure).isPresent()) {
      // Neither waiting nor resuming fixes it.
      return Optional.empty();
    }
    for (Throwable t = failure; t != null; t = t.getCause()) {
      if (t instanceof DatabaseGoneException || t instanceof CellTakenException) {
        return Optional.of(t.getMessage());
      }
    }
    return ConnectionLoss.in(failure).map(loss -> "the database is gone: " + loss.getMessage());
  }
}
