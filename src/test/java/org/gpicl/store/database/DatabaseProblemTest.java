package org.gpicl.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseProblemTest {
  private static final String URL = "jdbc:postgresql://db/gpicl?user=me&password=secret";

  private static DatabaseProblem of(String state, Throwable cause) {
    return DatabaseProblem.of(URL, new SQLException("FATAL: it failed\n  Detail: x", state, cause));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          28000 | false | jdbc:postgresql://db/gpicl does not accept the user or the password
          28P01 | false | jdbc:postgresql://db/gpicl does not accept the user or the password
          3D000 | false | jdbc:postgresql://db/gpicl: the server has no such database
          42501 | false | jdbc:postgresql://db/gpicl: the user may not connect to it
          08004 | false | jdbc:postgresql://db/gpicl refuses the connection (FATAL: it failed)
          57P03 | true  | jdbc:postgresql://db/gpicl is starting up or shutting down
          53300 | true  | jdbc:postgresql://db/gpicl has no connection left
          08001 | true  | jdbc:postgresql://db/gpicl does not answer (FATAL: it failed)
          22012 | false | jdbc:postgresql://db/gpicl does not answer (FATAL: it failed)
                | false | jdbc:postgresql://db/gpicl does not answer (FATAL: it failed)
          """)
  void isToldInWordsWithoutThePasswordAndWhetherItMayPass(
      String state, boolean passing, String text) {
    DatabaseProblem problem = of(state, null);
    assertThat(problem.text()).isEqualTo(text);
    assertThat(problem.passing()).isEqualTo(passing);
    assertThat(problem.advice()).isNotBlank();
    assertThat(problem.sentence()).isEqualTo(text + ". " + problem.advice());
  }

  @Test
  void ofANetworkIsToldByItsInnermostReason() {
    assertThat(of("08001", new UnknownHostException("db")).text())
        .endsWith("does not answer (no host has the name db)");
    assertThat(of("08006", new SocketTimeoutException("Read timed out")).text())
        .endsWith("does not answer (it was silent for too long)");
    assertThat(
            of("08001", new SQLException("no", new ConnectException("Connection refused"))).text())
        .endsWith("does not answer (connection refused)");
    assertThat(of("08001", new ConnectException()).text()).endsWith("does not answer (null)");
    assertThat(of("08001", new ConnectException("")).text()).endsWith("does not answer ()");
  }

  @Test
  void namesADatabaseWithoutOptionsAsItIs() {
    assertThat(DatabaseProblem.shown("jdbc:postgresql://db/gpicl"))
        .isEqualTo("jdbc:postgresql://db/gpicl");
    assertThat(DatabaseProblem.shown(URL)).isEqualTo("jdbc:postgresql://db/gpicl");
  }
}
