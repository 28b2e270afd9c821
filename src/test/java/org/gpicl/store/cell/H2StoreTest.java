package org.gpicl.store.cell;

import javax.sql.DataSource;

class H2StoreTest extends StoreTest {
  @Override
  DataSource dataSource() {
    return source("jdbc:h2:file:" + directory.resolve("db") + ";DB_CLOSE_DELAY=0");
  }

  @Override
  String vendor() {
    return "h2";
  }
}
