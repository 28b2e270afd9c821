package org.gpicl.bench.section;

import java.io.IOException;
import java.nio.file.Path;
import org.gpicl.store.cell.CellLedger;

/** Opens the database of a home, as the program does. */
@FunctionalInterface
public interface Ledgers {

  /** Opens the ledger of a home, which is created for it. */
  Open open(Path home) throws IOException;

  /** An open database. */
  interface Open extends AutoCloseable {
    CellLedger ledger();

    @Override
    void close();
  }
}
