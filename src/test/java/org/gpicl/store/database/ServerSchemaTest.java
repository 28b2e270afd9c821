package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.datasource.AbstractDataSource;

/**
 * What is said of each answer that a server may give about its schema. {@link DatabaseServerTest}
 * asks a real one, where there is one.
 */
class ServerSchemaTest {
  private static final String URL = "jdbc:postgresql://db/gpicl?password=secret";

  /** A connection whose only answer is one row, which H2 makes of the values. */
  private static Connection answering(String values) throws SQLException {
    Connection h2 = DriverManager.getConnection("jdbc:h2:mem:");
    Statement statement = h2.createStatement();
    Statement asked =
        proxy(
            Statement.class,
            (method, arguments) ->
                method.equals("executeQuery") ? statement.executeQuery("VALUES " + values) : null);
    return proxy(
        Connection.class,
        (method, arguments) -> {
          if (method.equals("close")) {
            h2.close();
          }
          return method.equals("createStatement") ? asked : null;
        });
  }

  @FunctionalInterface
  private interface Answer {
    Object to(String method, Object[] arguments) throws SQLException;
  }

  private static <T> T proxy(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) -> answer.to(method.getName(), arguments)));
  }

  private static Optional<DatabaseProblem> problem(String values) {
    return new DatabaseServer(URL).problem(() -> answering(values));
  }

  /** Schema, user, may create, may use (null without tables of ours), read only, filled. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          (NULL, 'me', NULL, NULL, FALSE, FALSE) | : there is no schema in it that the user me may use
          ('s', 'me', TRUE, TRUE, TRUE, TRUE)    | can only be read
          ('s', 'me', TRUE, NULL, FALSE, TRUE)   | : its schema s holds tables or functions that are not gpicl's
          ('s', 'me', TRUE, FALSE, FALSE, TRUE)  | : gpicl's tables in its schema s belong to another user than me
          ('s', 'me', FALSE, NULL, FALSE, FALSE) | : the user me may not create tables in its schema s
          """)
  void aProblemOfTheSchemaIsNamedAndLasts(String values, String text) {
    DatabaseProblem problem = problem(values).orElseThrow();
    assertThat(problem.text()).startsWith("jdbc:postgresql://db/gpicl").endsWith(text);
    assertThat(problem.passing()).isFalse();
  }

  @Test
  void aSchemaThatIsEmptyOrOursIsUsed() {
    assertThat(problem("('s', 'me', TRUE, NULL, FALSE, FALSE)")).isEmpty();
    assertThat(problem("('s', 'me', FALSE, TRUE, FALSE, TRUE)")).isEmpty();
  }

  @Test
  void theAdviceQuotesNamesAsSqlNeedsIt() {
    assertThat(problem("('My \"s\"', 'me', FALSE, NULL, FALSE, FALSE)").orElseThrow().advice())
        .contains("ON SCHEMA \"My \"\"s\"\"\" TO me.");
  }

  @Test
  void anotherDatabaseIsNotAskedAboutItsSchema() {
    assertThat(
            new DatabaseServer("jdbc:h2:mem:")
                .problem(() -> DriverManager.getConnection("jdbc:h2:mem:")))
        .isEmpty();
  }

  @Test
  void theFirstConnectionOfAPoolIsExplainedTooAndOtherFailuresAreNot() {
    SQLException refused = new SQLException("no such database", "3D000");
    assertThat(
            new DatabaseServer(URL)
                .problem(
                    () -> {
                      throw new IllegalStateException("pool", refused);
                    }))
        .get()
        .extracting(DatabaseProblem::text)
        .asString()
        .contains("has no such database");
    IllegalStateException ours = new IllegalStateException("a bug");
    assertThatThrownBy(
            () ->
                new DatabaseServer(URL)
                    .problem(
                        () -> {
                          throw ours;
                        }))
        .isSameAs(ours);
  }

  @Test
  void aSourceThatCannotBeUsedIsRefusedBeforeFlywaySeesIt() {
    DataSource unusable = source("('s', 'me', FALSE, NULL, FALSE, FALSE)");
    DataSource usable = source("('s', 'me', TRUE, NULL, FALSE, FALSE)");
    DatabaseServer server = new DatabaseServer(URL);
    assertThatThrownBy(() -> server.postProcessAfterInitialization(unusable, "source"))
        .isInstanceOf(UnusableDatabaseException.class)
        .hasMessageContaining("may not create tables");
    assertThat(server.postProcessAfterInitialization(usable, "source")).isSameAs(usable);
    assertThat(server.postProcessAfterInitialization("another bean", "bean"))
        .isEqualTo("another bean");
    assertThat(
            new DatabaseServer("jdbc:h2:mem:").postProcessAfterInitialization(unusable, "source"))
        .isSameAs(unusable);
  }

  @Test
  void aServerThatVanishesIsNotWaitedForLongUnlessItIsConfiguredSo() {
    HikariDataSource pool = new HikariDataSource();
    pool.addDataSourceProperty("tcpKeepAlive", "false");
    new DatabaseServer(URL).postProcessBeforeInitialization(pool, "source");
    assertThat(pool.getDataSourceProperties())
        .containsEntry("socketTimeout", "300")
        .containsEntry("tcpKeepAlive", "false");
    HikariDataSource file = new HikariDataSource();
    new DatabaseServer("jdbc:h2:mem:").postProcessBeforeInitialization(file, "source");
    assertThat(file.getDataSourceProperties()).isEmpty();
  }

  private static DataSource source(String values) {
    return new AbstractDataSource() {
      @Override
      public Connection getConnection() throws SQLException {
        return answering(values);
      }

      @Override
      public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
      }
    };
  }
}
