package org.gpicl.store.cell;

import com.zaxxer.hikari.HikariDataSource;
import org.gpicl.store.KeptOpen;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.AfterEach;

class PostgresLargestSweepTest extends LargestSweepTest {
  private PostgresServer server;

  @Override
  HikariDataSource dataSource() {
    try {
      server = PostgresServer.start();
      return KeptOpen.source(server.url());
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  String vendor() {
    return "postgresql";
  }

  @Override
  @AfterEach
  void close() {
    super.close();
    try {
      server.close();
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }
}
