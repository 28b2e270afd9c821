package org.gpicl.store.cell;

import java.time.Clock;
import java.util.UUID;
import javax.sql.DataSource;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.database.DatabaseSpace;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A new database in memory, with the program's tables. */
public final class MigratedDatabase {
  public final DataSource source =
      new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  public final DataSourceTransactionManager transactions = new DataSourceTransactionManager(source);
  public final SweepTable sweeps;
  public final RunTable runs;
  public final LeaseTable leases;
  public final CellLedger ledger;
  public final CellRecovery recovery;

  public MigratedDatabase() {
    TwoCells.migrate(source);
    JdbcClient jdbc = JdbcClient.create(source);
    Clock clock = Clock.systemUTC();
    CellTables tables = CellTables.of(jdbc, clock);
    sweeps = new SweepTable(jdbc, clock);
    runs = new RunTable(jdbc, clock);
    leases = new LeaseTable(jdbc, clock);
    ledger = new CellLedger(tables, transaction(), DatabaseSpace.NOTHING_TO_DO);
    recovery = new CellRecovery(tables, transaction());
  }

  /** The ledger of one process. */
  public CellLedger ledgerOf(String owner) {
    return ledger.ownedBy(owner, transaction());
  }

  private TransactionTemplate transaction() {
    return new TransactionTemplate(transactions);
  }
}
