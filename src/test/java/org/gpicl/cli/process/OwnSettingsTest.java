package org.gpicl.cli.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.gpicl.ConfigurationFile;
import org.gpicl.home.Home;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
          gpicl: {serve: {prt: 80}} | gpicl.serve.prt: there is no such setting
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
  void whatIsRightIsTaken() throws IOException {
    open("gpicl: {serve: {port: 0, hosts: [a, b]}, metrics: {every: 10s}}\n");
  }

  @Test
  void knownAreThoseThatTheConfigurationFileExplains() throws IOException {
    Set<String> explained = new TreeSet<>(ConfigurationFile.settings().keySet());
    explained.removeIf(name -> !name.startsWith("gpicl."));
    assertThat(OwnSettings.KNOWN.keySet()).isEqualTo(explained);
  }
}
