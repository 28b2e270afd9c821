package org.gpicl.cli.terminal;

import java.nio.file.Files;
import java.util.List;
import org.gpicl.engine.Engine;
import org.gpicl.home.Home;
import org.gpicl.job.run.Provenance;
import org.gpicl.store.cell.TrainedCells;
import org.gpicl.store.database.H2File;

/**
 * What a home's file knows of the time that cells took on this machine. The home is only read, and
 * not even created.
 *
 * @param unread whether there is a file that could not be read now
 */
record PastTimes(List<TrainedCells> trained, boolean unread) {

  static PastTimes of(Home home, Engine engine) {
    H2File file = H2File.of(home.database());
    if (!Files.isReadable(file.path())) {
      return new PastTimes(List.of(), false);
    }
    return TrainedCells.in(file, Provenance.ofMachine(engine))
        .map(trained -> new PastTimes(trained, false))
        .orElseGet(() -> new PastTimes(List.of(), true));
  }
}
