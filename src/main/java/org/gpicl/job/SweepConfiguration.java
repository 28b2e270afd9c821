package org.gpicl.job;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.tracing.Tracer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import javax.sql.DataSource;
import org.gpicl.home.Home;
import org.gpicl.home.settings.DatabaseSettings;
import org.gpicl.job.cluster.Cluster;
import org.gpicl.job.cluster.ClusterConfiguration;
import org.gpicl.job.readings.ClusterReadings;
import org.gpicl.job.readings.DatabaseReadings;
import org.gpicl.job.recovery.RebuildSweep;
import org.gpicl.job.slurm.Slurm;
import org.gpicl.job.slurm.SlurmConfiguration;
import org.gpicl.job.tracking.Tracking;
import org.gpicl.job.tracking.TrackingConfiguration;
import org.gpicl.job.upkeep.UpkeepConfiguration;
import org.gpicl.machine.Machine;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.metrics.trace.TraceConfiguration;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.ScheduleTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.WorkerTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellRebuild;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.store.cell.CellTables;
import org.gpicl.store.cell.Removal;
import org.gpicl.store.cell.StoredCells;
import org.gpicl.store.database.ConnectionRetry;
import org.gpicl.store.database.DatabaseServer;
import org.gpicl.store.database.DatabaseSpace;
import org.gpicl.store.database.H2File;
import org.gpicl.store.database.H2Space;
import org.gpicl.store.database.Migrations;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts tables and runner together; Spring Boot brings the database, Batch and Flyway. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
@Import({
  ClusterConfiguration.class,
  SlurmConfiguration.class,
  TraceConfiguration.class,
  TrackingConfiguration.class,
  UpkeepConfiguration.class
})
public class SweepConfiguration {

  @Bean
  Clock clock() {
    return Clock.systemUTC();
  }

  /** Static, since it sees other beans before they are used. */
  @Bean
  static DatabaseServer databaseServer(Environment environment) {
    return new DatabaseServer(environment.getRequiredProperty("spring.datasource.url"));
  }

  @Bean
  Migrations migrations(DataSourceProperties source) {
    return new Migrations(source.getUrl());
  }

  @Bean
  SweepTable sweepTable(JdbcClient jdbc, Clock clock) {
    return new SweepTable(jdbc, clock);
  }

  @Bean
  RunTable runTable(JdbcClient jdbc, Clock clock) {
    return new RunTable(jdbc, clock);
  }

  @Bean
  OrderTable orderTable(JdbcClient jdbc, Clock clock, Home home) {
    return new OrderTable(jdbc, clock, Machine.host() + ":" + home.root());
  }

  @Bean
  ScheduleTable scheduleTable(JdbcClient jdbc, Clock clock) {
    return new ScheduleTable(jdbc, clock);
  }

  @Bean
  LeaseTable leaseTable(JdbcClient jdbc, Clock clock) {
    return new LeaseTable(jdbc, clock);
  }

  @Bean
  ClaimTable claimTable(JdbcClient jdbc, Clock clock) {
    return new ClaimTable(jdbc, clock);
  }

  @Bean
  WorkerTable workerTable(JdbcClient jdbc, Clock clock) {
    return new WorkerTable(jdbc, clock);
  }

  @Bean
  DatabaseSpace databaseSpace(DataSource source) throws SQLException {
    try (Connection connection = source.getConnection()) {
      boolean file = H2File.isUrl(connection.getMetaData().getURL());
      return file ? new H2Space(source) : DatabaseSpace.NOTHING_TO_DO;
    }
  }

  @Bean
  CellTables cellTables(JdbcClient jdbc, Clock clock) {
    return CellTables.of(jdbc, clock);
  }

  @Bean
  CellLedger cellLedger(
      CellTables tables, PlatformTransactionManager transactions, DatabaseSpace space) {
    return new CellLedger(tables, new TransactionTemplate(transactions), space);
  }

  @Bean
  CellRecords cellRecords(CellLedger ledger) {
    return ledger.records();
  }

  @Bean
  CellRecovery cellRecovery(CellTables tables, PlatformTransactionManager transactions) {
    return new CellRecovery(tables, new TransactionTemplate(transactions));
  }

  @Bean
  Removal removal(
      JdbcClient jdbc,
      SweepTable sweeps,
      RunTable runs,
      OrderTable orders,
      PlatformTransactionManager transactions,
      DatabaseSpace space) {
    return new Removal(jdbc, sweeps, runs, orders, new TransactionTemplate(transactions), space);
  }

  @Bean
  StoredCells storedCells(JdbcClient jdbc) {
    return new StoredCells(jdbc);
  }

  @Bean
  CellRebuild cellRebuild(CellTables tables, PlatformTransactionManager transactions) {
    return new CellRebuild(tables, new TransactionTemplate(transactions));
  }

  @Bean
  RebuildSweep rebuildSweep(SweepTable sweeps, CellRebuild cells, Home home) {
    return new RebuildSweep(sweeps, cells, home);
  }

  /** Without a registry, as in a command that only runs a sweep, they are not read. */
  @Bean
  SweepMeters sweepMeters(ObjectProvider<MeterRegistry> registry, ObjectProvider<Tracer> tracer) {
    return new SweepMeters(
        registry.getIfAvailable(CompositeMeterRegistry::new),
        tracer.getIfAvailable(() -> Tracer.NOOP));
  }

  @Bean
  DatabaseReadings databaseReadings(
      SweepTable sweeps,
      CellRecords records,
      RunTable runs,
      OrderTable orders,
      LeaseTable leases,
      ClusterReadings cluster,
      Home home,
      DataSourceProperties source) {
    H2File file = H2File.of(home.database());
    return new DatabaseReadings(
        sweeps,
        records,
        runs,
        orders,
        leases,
        cluster,
        file.isAt(source.getUrl()) ? file.path() : null);
  }

  /** Batch's own have a series for each step, and so for each cell. */
  @Bean
  MeterFilter noMetersOfBatch() {
    return MeterFilter.denyNameStartsWith("spring.batch");
  }

  @Bean
  SweepRunner sweepRunner(
      JobOperator operator,
      JobRepository repository,
      PlatformTransactionManager transactions,
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      CellLedger ledger,
      CellRecovery recovery,
      Home home,
      Clock clock,
      DataSourceProperties source,
      DatabaseSettings database,
      SweepMeters meters,
      ObjectProvider<Cluster> cluster,
      ObjectProvider<Slurm> slurm,
      Tracking tracking) {
    return new SweepRunner(
        operator,
        repository,
        transactions,
        sweeps,
        runs,
        leases,
        ledger,
        recovery,
        home,
        clock,
        ConnectionRetry.worthwhile(source.getUrl(), database.patience()),
        meters,
        !H2File.isUrl(source.determineUrl()),
        cluster,
        slurm,
        tracking);
  }
}
