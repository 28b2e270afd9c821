package org.gpicl.store.cell;

import com.zaxxer.hikari.HikariDataSource;
import org.gpicl.store.KeptOpen;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class PostgresRemovalTest extends RemovalTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
  }

  @Override
  HikariDataSource dataSource() {
    return KeptOpen.source(server.url());
  }

  @Override
  String vendor() {
    return "postgresql";
  }
}
