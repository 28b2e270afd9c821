package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import org.gpicl.store.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Every way in which a server is not yet as a run needs it. */
class DatabaseServerTest {
  private static PostgresServer server;

  @BeforeAll
  static void start() throws Exception {
    server = PostgresServer.start();
    execute(
        "CREATE SCHEMA other; CREATE TABLE other.theirs (id INT)",
        "CREATE SCHEMA ours; CREATE TABLE ours.flyway_schema_history (id INT)",
        "CREATE SCHEMA fresh",
        "CREATE USER guest",
        "GRANT USAGE ON SCHEMA fresh, ours TO guest");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  private static void execute(String... statements) throws SQLException {
    try (Connection connection = DriverManager.getConnection(server.url());
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    }
  }

  private static Optional<DatabaseProblem> problem(String url) {
    return new DatabaseServer(url).problem(() -> DriverManager.getConnection(url));
  }

  private static DatabaseProblem lasting(String url) {
    DatabaseProblem problem = problem(url).orElseThrow();
    assertThat(problem.passing()).isFalse();
    assertThat(problem.sentence()).doesNotContain("?user", "ERROR", "FATAL");
    return problem;
  }

  private static String as(String user) {
    return server.url().replace("user=gpicl", "user=" + user);
  }

  @Test
  void anEmptySchemaAndOneOfOursAreUsed() {
    assertThat(problem(server.url() + "&currentSchema=fresh")).isEmpty();
    assertThat(problem(server.url() + "&currentSchema=ours")).isEmpty();
  }

  @Test
  void aSchemaThatHoldsSomethingElseIsRefusedAndAnotherIsOffered() {
    DatabaseProblem problem = lasting(server.url() + "&currentSchema=other");
    assertThat(problem.text()).contains("schema other holds", "not gpicl's");
    assertThat(problem.advice()).contains("currentSchema=gpicl", "AUTHORIZATION gpicl");
  }

  @Test
  void aSchemaThatIsNotThereIsReportedWithHowToCreateOne() {
    assertThat(lasting(server.url() + "&currentSchema=nowhere").sentence())
        .contains("no schema", "CREATE SCHEMA");
  }

  @Test
  void aUserWithoutRightsIsReportedWithTheGrantThatIsMissing() {
    assertThat(lasting(as("guest") + "&currentSchema=fresh").sentence())
        .contains("guest may not create tables", "GRANT CREATE, USAGE ON SCHEMA fresh TO guest");
    assertThat(lasting(as("guest") + "&currentSchema=ours").text())
        .contains("belong to another user than guest");
  }

  @Test
  void aMissingDatabaseAndAnUnknownUserAreReported() {
    assertThat(lasting(server.url().replace("/postgres?", "/missing?")).sentence())
        .contains("no such database", "createdb");
    assertThat(lasting(as("stranger")).text()).contains("does not accept the user");
  }

  @Test
  void aServerThatOnlyReadsIsReported() {
    assertThat(
            lasting(
                    server.url()
                        + "&currentSchema=fresh&options=-cdefault_transaction_read_only=on")
                .text())
        .contains("can only be read");
  }

  @Test
  void aServerThatDoesNotAnswerMayComeBack() {
    DatabaseProblem problem = problem("jdbc:postgresql://127.0.0.1:1/gpicl?user=x").orElseThrow();
    assertThat(problem.passing()).isTrue();
    assertThat(problem.sentence())
        .isEqualTo(
            "jdbc:postgresql://127.0.0.1:1/gpicl does not answer (connection refused). Check"
                + " SPRING_DATASOURCE_URL, _USERNAME and _PASSWORD, and that the server is running.");
  }
}
