package org.gpicl.job.cluster;

import java.time.Clock;
import javax.sql.DataSource;
import org.gpicl.home.Home;
import org.gpicl.home.settings.DatabaseSettings;
import org.gpicl.job.readings.ClusterReadings;
import org.gpicl.metrics.SweepMeters;
import org.gpicl.store.ClaimTable;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.WorkerTable;
import org.gpicl.store.cell.CellLedger;
import org.gpicl.store.cell.CellRecovery;
import org.gpicl.store.database.H2File;
import org.gpicl.tasks.images.ImageLibrary;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.transaction.PlatformTransactionManager;

/** What managers and workers have in common; a run that trains by itself makes none of it. */
@Configuration(proxyBeanMethods = false)
@Lazy
public class ClusterConfiguration {

  @Bean
  WorkerLines workerLines(WorkerTable workers, Clock clock) {
    return new WorkerLines(workers, clock);
  }

  @Bean
  TrainingQueue trainingQueue(DataSource source) {
    return new TrainingQueue(source);
  }

  @Bean
  ClusterTables clusterTables(
      TrainingQueue queue, ClaimTable claims, WorkerTable workers, LeaseTable leases) {
    return new ClusterTables(queue, claims, workers, leases);
  }

  /** A database that is a file has no queue, since no worker could reach it. */
  @Bean
  ClusterReadings clusterReadings(
      WorkerTable workers,
      ClaimTable claims,
      ObjectProvider<TrainingQueue> queue,
      DataSourceProperties source,
      Clock clock) {
    return new ClusterReadings(
        workers,
        claims,
        H2File.isUrl(source.determineUrl()) ? sweep -> 0 : sweep -> queue.getObject().size(sweep),
        clock);
  }

  @Bean
  Cluster cluster(ClusterTables tables, CellRecovery recovery) {
    return new Cluster(tables, recovery);
  }

  @Bean
  Worker worker(
      ClusterTables cluster,
      SweepTable sweeps,
      RunTable runs,
      CellLedger ledger,
      JobRepository repository,
      PlatformTransactionManager transactions,
      DataSourceProperties source,
      DatabaseSettings database,
      SweepMeters meters,
      Clock clock,
      Home home,
      ImageLibrary images) {
    return new Worker(
        cluster,
        sweeps,
        runs,
        ledger,
        repository,
        transactions,
        source,
        database,
        meters,
        clock,
        home,
        images);
  }
}
