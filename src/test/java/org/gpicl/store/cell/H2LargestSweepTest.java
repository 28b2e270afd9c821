package org.gpicl.store.cell;

import com.zaxxer.hikari.HikariDataSource;
import org.gpicl.store.KeptOpen;

class H2LargestSweepTest extends LargestSweepTest {
  @Override
  HikariDataSource dataSource() {
    return KeptOpen.source("jdbc:h2:file:" + directory.resolve("db"));
  }

  @Override
  String vendor() {
    return "h2";
  }
}
