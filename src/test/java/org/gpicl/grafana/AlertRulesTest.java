package org.gpicl.grafana;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlertRulesTest {
  private static final Path RULES = Path.of("grafana", "alerts", "gpicl.rules.yml");
  private static final Path TESTS = Path.of("grafana", "alerts", "gpicl.rules.test.yml");
  private static final Path CONFIGURATION = Path.of("config", "prometheus.yml");

  @TempDir Path directory;

  @Test
  void prometheusTakesTheRules() throws Exception {
    assertThat(promtool("check", "rules", RULES.toString())).contains("13 rules found");
  }

  @Test
  void eachAlertFiresAndDoesNotJustBelowItsLimit() throws Exception {
    assertThat(promtool("test", "rules", TESTS.toString())).contains("SUCCESS");
  }

  @Test
  void prometheusTakesTheConfigurationAndFindsTheRulesFromIt() throws Exception {
    assertThat(promtool("check", "config", CONFIGURATION.toString()))
        .contains("1 rule files found", "13 rules found");
  }

  @Test
  void eachAlertIsTestedBothWays() throws IOException {
    String tests = Files.readString(TESTS);

    assertThat(AlertRule.ofPrometheus())
        .allSatisfy(
            rule -> {
              String of = "alertname: " + rule.name() + "\\s+eval_time: \\S+\\s+exp_alerts:";
              assertThat(tests).as("does not fire").containsPattern(of + " \\[]");
              assertThat(tests).as("fires").containsPattern(of + "\\s+- exp_labels");
            });
  }

  @Test
  void eachAlertSaysHowBadItIsAndWhatToDo() throws IOException {
    assertThat(AlertRule.ofPrometheus())
        .allSatisfy(
            rule -> {
              assertThat(rule.pending()).isNotBlank();
              assertThat(((Map<?, ?>) rule.labels()).get("severity")).isIn("warning", "critical");
              assertThat(rule.summary()).isNotBlank();
              assertThat(rule.description()).hasSizeGreaterThan(100);
            });
  }

  @Test
  void grafanaHasTheSameAlerts() throws IOException {
    assertThat(AlertRule.ofGrafana()).containsExactlyElementsOf(AlertRule.ofPrometheus());
  }

  private String promtool(String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(Tool.find("promtool").toString());
    command.addAll(List.of(arguments));
    Path output = directory.resolve("output");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("promtool ended").isTrue();
    String said = Files.readString(output);
    assertThat(process.exitValue()).as(said).isZero();
    return said;
  }
}
