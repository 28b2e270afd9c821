package org.gpicl.store.cell;

import java.time.Clock;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.database.DatabaseSpace;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.transaction.support.TransactionTemplate;

/** A new database in memory, with the program's tables. */
public final class MigratedDatabase {
  /** What the migrations come to: it is executed in a tenth of the time that they take. */
  private static final List<String> SCHEMA = schema();

  public final DataSource source = inMemory();
  public final DataSourceTransactionManager transactions = new DataSourceTransactionManager(source);
  public final SweepTable sweeps;
  public final RunTable runs;
  public final LeaseTable leases;
  public final CellLedger ledger;
  public final CellRecovery recovery;

  public MigratedDatabase() {
    JdbcTemplate statements = new JdbcTemplate(source);
    SCHEMA.forEach(statements::execute);
    JdbcClient jdbc = JdbcClient.create(source);
    Clock clock = Clock.systemUTC();
    CellTables tables = CellTables.of(jdbc, clock);
    sweeps = new SweepTable(jdbc, clock);
    runs = new RunTable(jdbc, clock);
    leases = new LeaseTable(jdbc, clock);
    ledger = new CellLedger(tables, transaction(), DatabaseSpace.NOTHING_TO_DO);
    recovery = new CellRecovery(tables, transaction());
  }

  private static DataSource inMemory() {
    return new DriverManagerDataSource("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  private static List<String> schema() {
    DataSource migrated = inMemory();
    TwoCells.migrate(migrated);
    JdbcTemplate jdbc = new JdbcTemplate(migrated);
    List<String> script = jdbc.queryForList("SCRIPT NOPASSWORDS", String.class);
    jdbc.execute("SHUTDOWN");
    return script.stream().filter(line -> !line.startsWith("--")).toList();
  }

  /** The ledger of one process. */
  public CellLedger ledgerOf(String owner) {
    return ledger.ownedBy(owner, transaction());
  }

  private TransactionTemplate transaction() {
    return new TransactionTemplate(transactions);
  }
}
