package org.gpicl.store.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads every row of every table, Spring Batch's too: values that cannot be made sense of come up.
 */
public final class WholeTables {
  private final Connection connection;

  public WholeTables(Connection connection) {
    this.connection = connection;
  }

  /** Returns the names of the tables, in capitals. */
  public List<String> read() throws SQLException {
    List<String> tables = tables();
    for (String table : tables) {
      read(table);
    }
    return tables;
  }

  private List<String> tables() throws SQLException {
    List<String> tables = new ArrayList<>();
    try (ResultSet rows =
        connection.getMetaData().getTables(null, "PUBLIC", null, new String[] {"BASE TABLE"})) {
      while (rows.next()) {
        tables.add(rows.getString("TABLE_NAME"));
      }
    }
    return tables;
  }

  private void read(String table) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT * FROM \"" + table.replace("\"", "\"\"") + '"')) {
      int columns = rows.getMetaData().getColumnCount();
      while (rows.next()) {
        for (int column = 1; column <= columns; column++) {
          // Of a BLOB this is a reference; it is read where its digest is known.
          rows.getObject(column);
        }
      }
    }
  }
}
