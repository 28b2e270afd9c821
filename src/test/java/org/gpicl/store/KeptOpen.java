package org.gpicl.store;

import com.zaxxer.hikari.HikariDataSource;

/** A database of a test that is open until the test ends, and not for one statement at a time. */
public final class KeptOpen {
  private KeptOpen() {}

  public static HikariDataSource source(String url) {
    HikariDataSource source = new HikariDataSource();
    source.setJdbcUrl(url);
    source.setMinimumIdle(1);
    return source;
  }
}
