package org.gpicl.store.cell;

import javax.sql.DataSource;

class H2RemovalTest extends RemovalTest {
  @Override
  DataSource dataSource() {
    return StoreTest.source("jdbc:h2:file:" + directory.resolve("db") + ";DB_CLOSE_DELAY=0");
  }

  @Override
  String vendor() {
    return "h2";
  }
}
