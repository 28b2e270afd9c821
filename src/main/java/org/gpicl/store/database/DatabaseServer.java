package org.gpicl.store.database;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;

/**
 * A PostgreSQL server before its first use: whether it answers, and whether tables may be made in
 * the schema that it puts them into. Flyway finds out as well, but explains it in its own terms.
 */
public final class DatabaseServer implements BeanPostProcessor {
  private static final String POSTGRES = "jdbc:postgresql:";
  private static final String LONGEST_ANSWER_SECONDS = "300";

  /** What Flyway counts as well: neither what extensions made, nor what has gone with a table. */
  private static final String SCHEMA =
      """
      SELECT current_schema(), current_user::text, has_schema_privilege(current_schema(), 'CREATE'),
          has_table_privilege(own.oid, 'SELECT') AND has_table_privilege(own.oid, 'INSERT'),
          current_setting('transaction_read_only')::boolean,
          EXISTS (SELECT 1 FROM pg_class c
                  WHERE c.relnamespace = n.oid AND c.relkind IN ('r', 'p', 'v', 'm', 'S', 'f')
                    AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e'))
          OR EXISTS (SELECT 1 FROM pg_proc p
                     WHERE p.pronamespace = n.oid
                       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e'))
          OR EXISTS (SELECT 1 FROM pg_type t
                     WHERE t.typnamespace = n.oid AND t.typrelid = 0 AND t.typelem = 0
                       AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = t.oid AND d.deptype = 'e'))
      FROM (SELECT 1) one
      LEFT JOIN pg_namespace n ON n.nspname = current_schema()
      LEFT JOIN pg_class own ON own.relnamespace = n.oid AND own.relname = 'flyway_schema_history'
      """;

  private final String url;

  /**
   * @param url of the database
   */
  public DatabaseServer(String url) {
    this.url = url;
  }

  /** Opens a connection. */
  @FunctionalInterface
  public interface Opening {
    Connection open() throws SQLException;
  }

  /**
   * A server that vanishes without closing its connections, as in a power failure or when a cable
   * is pulled, would be waited for until TCP gives up, a quarter of an hour. What is configured
   * wins.
   */
  @Override
  public Object postProcessBeforeInitialization(Object bean, String name) {
    if (bean instanceof HikariDataSource pool && url.startsWith(POSTGRES)) {
      pool.getDataSourceProperties().putIfAbsent("socketTimeout", LONGEST_ANSWER_SECONDS);
      pool.getDataSourceProperties().putIfAbsent("tcpKeepAlive", "true");
    }
    return bean;
  }

  /** Spring Boot asks a source of connections for its metadata before it calls Flyway. */
  @Override
  public Object postProcessAfterInitialization(Object bean, String name) {
    if (bean instanceof DataSource source) {
      check(source);
    }
    return bean;
  }

  /**
   * Sees whether a source's database can be used.
   *
   * @throws UnusableDatabaseException if not
   */
  private void check(DataSource source) {
    if (!url.startsWith(POSTGRES)) {
      return;
    }
    problem(source::getConnection)
        .ifPresent(
            problem -> {
              throw new UnusableDatabaseException(problem);
            });
  }

  /** What is wrong, if anything is. */
  public Optional<DatabaseProblem> problem(Opening connections) {
    try (Connection connection = connections.open()) {
      return url.startsWith(POSTGRES) ? ofTheSchema(connection) : Optional.empty();
    } catch (SQLException e) {
      return Optional.of(DatabaseProblem.of(url, e));
    } catch (RuntimeException e) {
      // A pool has an exception of its own for its first connection.
      if (e.getCause() instanceof SQLException reason) {
        return Optional.of(DatabaseProblem.of(url, reason));
      }
      throw e;
    }
  }

  private Optional<DatabaseProblem> ofTheSchema(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(SCHEMA)) {
      row.next();
      String schema = row.getString(1);
      String user = row.getString(2);
      boolean mayCreate = row.getBoolean(3);
      boolean mayUse = row.getBoolean(4);
      boolean ours = !row.wasNull();
      boolean readOnly = row.getBoolean(5);
      boolean filled = row.getBoolean(6);
      if (schema == null) {
        return lasting(
            ": there is no schema in it that the user %s may use".formatted(user),
            "Create one (CREATE SCHEMA gpicl AUTHORIZATION %s) and add currentSchema=gpicl to SPRING_DATASOURCE_URL, with ? or &."
                .formatted(quoted(user)));
      }
      if (readOnly) {
        return lasting(
            " can only be read",
            "Name the server that takes changes, not a standby, in SPRING_DATASOURCE_URL.");
      }
      if (!ours && filled) {
        return lasting(
            ": its schema %s holds tables or functions that are not gpicl's".formatted(schema),
            "Give gpicl a schema of its own: CREATE SCHEMA gpicl AUTHORIZATION %s, and add currentSchema=gpicl to SPRING_DATASOURCE_URL, with ? or &."
                .formatted(quoted(user)));
      }
      if (ours && !mayUse) {
        return lasting(
            ": gpicl's tables in its schema %s belong to another user than %s"
                .formatted(schema, user),
            "Use their owner as SPRING_DATASOURCE_USERNAME, or give gpicl another schema with currentSchema in SPRING_DATASOURCE_URL.");
      }
      if (!ours && !mayCreate) {
        return lasting(
            ": the user %s may not create tables in its schema %s".formatted(user, schema),
            "As the schema's owner: GRANT CREATE, USAGE ON SCHEMA %s TO %s."
                .formatted(quoted(schema), quoted(user)));
      }
      return Optional.empty();
    }
  }

  private Optional<DatabaseProblem> lasting(String text, String advice) {
    return Optional.of(new DatabaseProblem(DatabaseProblem.shown(url) + text, advice, false));
  }

  /** As SQL has it, so that the advice can be copied. */
  private static String quoted(String name) {
    return name.matches("[a-z_][a-z0-9_]*") ? name : "\"" + name.replace("\"", "\"\"") + "\"";
  }
}
