package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.gpicl.ConfigurationFile;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Mistakes in the settings of a home. */
class OwnSettingsTest {
  @TempDir Path directory;

  private void open(String settings) throws IOException {
    Files.createDirectories(directory.resolve("config"));
    Files.writeString(directory.resolve("config/application.yml"), settings);
    Application.open(new Home(directory)).close();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          gpicl: {serve: {port: abc}} | gpicl.serve.port: abc is not a port from 0 to 65535
          gpicl: {serve: {port: 99999}} | gpicl.serve.port: 99999 is not a port from 0 to 65535
          gpicl: {metrics: {every: abc}} | gpicl.metrics.every: abc is not a time such as 2s or 5m
          gpicl: {database: {patience: 0s}} | gpicl.database.patience: 0s is not a time
          gpicl: {webhook: {tries: 0}} | gpicl.webhook.tries: 0 is not a whole number from 1 to 100
          gpicl: {webhook: {url: ftp://a.b}} | gpicl.webhook.url: ftp://a.b is not an address that begins with http:// or https://
          gpicl: {webhook: {events: "failed, burnt"}} | gpicl.webhook.events: failed, burnt is not a list of some of finished, failed
          gpicl: {mlflow: {uri: "lab:5000"}} | gpicl.mlflow.uri: lab:5000 is not an address that begins with http:// or https://
          gpicl: {serve: {hosts: "http://lab.example"}} | gpicl.serve.hosts: http://lab.example is not a list of names such as lab.example
          gpicl: {serve: {hosts: "lab.example:8484"}} | gpicl.serve.hosts: lab.example:8484 is not a list of names
          gpicl: {serve: {hosts: [lab.example, lab.example/gpicl]}} | gpicl.serve.hosts: [lab.example, lab.example/gpicl] is not a list of names
          gpicl: {serve: {hosts: "*"}} | gpicl.serve.hosts: * is not a list of names
          gpicl: {serve: {hosts: "lab.*"}} | gpicl.serve.hosts: lab.* is not a list of names
          spring: {datasource: {url: ""}} | spring.datasource.url (SPRING_DATASOURCE_URL) is empty: leave it out
          gpicl: {serve: {prt: 80}} | gpicl.serve.prt: there is no such setting
          gpicl: {serve: {prt: 80}} | there are gpicl.serve.address, gpicl.serve.hosts, gpicl.serve.port, which
          gpicl: {sreve: {port: 80}} | there are gpicl.database.patience, gpicl.metrics.every, gpicl.mlflow.experiment
          logging: {level: {org.gpicl: loud}} | logging.level.org.gpicl: loud cannot be used (there is no such value)
          spring: {datasource: {hikari: {maximum-pool-size: many}}} | spring.datasource.hikari.maximum-pool-size: many
          gpicl: [ | config/application.yml (of the home, or of this folder) is no YAML
          """)
  void areToldByTheirNames(String settings, String told) {
    assertThatThrownBy(() -> open(settings))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(told);
  }

  @Test
  void areReportedWithTheFileAndLineThatTheyAreOn() {
    assertThatThrownBy(() -> open("\ngpicl:\n  serve:\n    port: abc\n"))
        .hasMessageContaining(directory.resolve("config/application.yml") + ", line 4)");
    assertThatThrownBy(() -> open("\ngpicl:\n  serve:\n    prt: 80\n"))
        .hasMessageContaining(directory.resolve("config/application.yml") + ", line 4)");
  }

  private static OwnSettings inEnvironment(Map<String, Object> variables) {
    StandardEnvironment environment = new StandardEnvironment();
    environment
        .getPropertySources()
        .replace(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new SystemEnvironmentPropertySource(
                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, variables));
    return OwnSettings.of(environment);
  }

  @Test
  void areReportedByTheirVariablesInTheEnvironment() {
    for (String variable : List.of("GPICL_SERVE_PRT", "GPICL_SERVE_PORT")) {
      assertThatThrownBy(() -> inEnvironment(Map.of(variable, "x")))
          .satisfies(
              failure ->
                  assertThat(SettingMistake.in(failure).orElseThrow())
                      .hasMessageContaining("(%s in the environment)".formatted(variable)));
    }
  }

  @Test
  void otherVariablesOfTheEnvironmentAreNoMistakes() {
    OwnSettings settings =
        inEnvironment(
            Map.of("GPICL_HOME", "x", "GPICL_JAVA_OPTS", "y", "GPICL_SERVE_HOSTS", "a,b"));
    assertThat(settings.serve().hosts()).containsExactly("a", "b");
  }

  @Test
  void whatIsRightIsTaken() throws IOException {
    open("gpicl: {serve: {port: 0, hosts: [a, b]}, metrics: {every: 10s}}\n");
  }

  @Test
  void knownAreThoseThatTheConfigurationFileExplains() throws IOException {
    Set<String> explained = new TreeSet<>(ConfigurationFile.settings().keySet());
    explained.removeIf(name -> !name.startsWith("gpicl."));
    assertThat(OwnSettings.names()).containsExactlyElementsOf(explained);
  }

  @Test
  void theConfigurationFileShowsTheirDefaults() throws IOException {
    assertThat(inEnvironment(Map.of())).isEqualTo(inEnvironment(explained()));
  }

  private static Map<String, Object> explained() throws IOException {
    Map<String, Object> variables = new HashMap<>();
    ConfigurationFile.settings()
        .forEach((name, value) -> variables.put(ConfigurationFile.inEnvironment(name), value));
    return variables;
  }

  @Test
  void aUserThatIsLeftOfAServersSettingsDoesNotLockTheHomesFile() throws IOException {
    open("spring: {datasource: {username: gpicl, password: secret}}");
    assertThatCode(() -> open("")).doesNotThrowAnyException();
    assertThatCode(() -> open("spring: {datasource: {username: other}}"))
        .doesNotThrowAnyException();
  }
}
