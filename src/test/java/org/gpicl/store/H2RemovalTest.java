package org.gpicl.store;

import com.zaxxer.hikari.HikariDataSource;

class H2RemovalTest extends RemovalTest {
  @Override
  HikariDataSource dataSource() {
    return KeptOpen.source("jdbc:h2:file:" + directory.resolve("db"));
  }

  @Override
  String vendor() {
    return "h2";
  }
}
