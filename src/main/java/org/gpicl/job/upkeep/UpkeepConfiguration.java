package org.gpicl.job.upkeep;

import org.gpicl.home.Home;
import org.gpicl.store.LeaseTable;
import org.gpicl.store.OrderTable;
import org.gpicl.store.RunTable;
import org.gpicl.store.SweepTable;
import org.gpicl.store.cell.CellRecords;
import org.gpicl.store.cell.Removal;
import org.gpicl.store.cell.StoredCells;
import org.gpicl.store.database.DatabaseSpace;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What removes sweeps and frees what none of them needs. */
@Configuration(proxyBeanMethods = false)
public class UpkeepConfiguration {

  @Bean
  RemoveSweep removeSweep(
      SweepTable sweeps,
      RunTable runs,
      LeaseTable leases,
      CellRecords records,
      StoredCells cells,
      Removal removal,
      Home home) {
    return new RemoveSweep(sweeps, runs, leases, records, cells, removal, home);
  }

  @Bean
  FindGarbage findGarbage(
      SweepTable sweeps,
      LeaseTable leases,
      CellRecords records,
      StoredCells cells,
      OrderTable orders,
      Home home) {
    return new FindGarbage(sweeps, leases, records, cells, orders, home);
  }

  @Bean
  DeleteGarbage deleteGarbage(Removal removal, DatabaseSpace space) {
    return new DeleteGarbage(removal, space);
  }
}
