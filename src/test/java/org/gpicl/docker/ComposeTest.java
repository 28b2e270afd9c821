package org.gpicl.docker;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.ConfigurationFile;
import org.gpicl.grafana.Tool;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ComposeTest {
  private static final Path SCHEMA =
      Path.of("src", "test", "resources", "compose-spec", "compose-spec.json");
  private static final Path PROVISIONING = Path.of("grafana", "provisioning");

  private static final JsonMapper JSON = new JsonMapper();

  private ComposeFile compose;

  @BeforeEach
  void read() throws IOException {
    compose = ComposeFile.read("compose.yaml");
  }

  private static List<String> complaints(Map<String, Object> file) throws IOException {
    ObjectNode specification = (ObjectNode) JSON.readTree(Files.readString(SCHEMA));
    // The validator wants an absolute address here, which this is not.
    specification.remove("$id");
    JsonNode document = JSON.valueToTree(file);
    return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
        .getSchema(specification)
        .validate(document)
        .stream()
        .map(Object::toString)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.gpu.yaml"})
  void filesAreOfTheComposeSpecification(String name) throws IOException {
    assertThat(complaints(ComposeFile.read(name).tree())).isEmpty();
  }

  @Test
  void theSpecificationRefusesWhatItDoesNotKnow() throws IOException {
    Map<String, Object> bad = new Yaml().load("services: {gpicl: {image: x, restarts: always}}");

    assertThat(complaints(bad)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"compose.yaml", "compose.gpu.yaml"})
  void everyVariableIsExplainedAndNoPasswordIsReal(String name) throws IOException {
    Map<String, String> variables = ComposeFile.variables();

    assertThat(variables.keySet())
        .containsAll(
            ComposeFile.variablesOf(name).stream()
                .filter(variable -> !variable.equals("GPICL_PROFILES"))
                .toList());
    assertThat(variables)
        .containsEntry("POSTGRES_PASSWORD", "change-me")
        .containsEntry("GRAFANA_PASSWORD", "change-me");
  }

  @Test
  void everyPathThatIsMountedExists() {
    for (String service : compose.services().keySet()) {
      for (String volume : compose.list(service, "volumes")) {
        String source = volume.substring(0, volume.indexOf(':'));
        if (source.startsWith(".")) {
          assertThat(ComposeFile.FOLDER.resolve(source)).as(service).exists();
          assertThat(volume).as("of the project's files nothing is written").endsWith(":ro");
        } else {
          assertThat(((Map<?, ?>) compose.tree().get("volumes")).keySet().toString())
              .contains(source);
        }
      }
    }
  }

  @Test
  void onlyLoopbackIsOpenUntilSomebodySaysOtherwise() {
    for (String service : compose.services().keySet()) {
      assertThat(compose.list(service, "ports"))
          .as(service)
          .allMatch(port -> port.startsWith("127.0.0.1:"));
    }
  }

  @Test
  void everyImageHasAnExactVersionAndOursThatOfTheProgram() throws IOException {
    compose
        .services()
        .values()
        .forEach(
            service ->
                assertThat((String) service.get("image")).matches("[a-z/]+:v?\\d+\\.\\d+.*"));
    assertThat(compose.services().get("gpicl")).extracting("image").isEqualTo(ours());
    assertThat(ComposeFile.read("compose.gpu.yaml").services().get("gpicl"))
        .extracting("image")
        .isEqualTo(ours() + "-gpu");
  }

  private static String ours() throws IOException {
    return "gpicl:" + Dockerfile.versionOfTheProgram();
  }

  @Test
  void theProgramIsConfiguredByNamesThatItReads() throws IOException {
    Set<String> known =
        Stream.concat(
                ConfigurationFile.settings().keySet().stream()
                    .map(ConfigurationFile::inEnvironment),
                Stream.of("GPICL_JAVA_OPTS", "TZ"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(known).containsAll(compose.environment("gpicl").keySet());
  }

  @Test
  void thePortIsTheProgramsOwn() throws IOException {
    String port = ConfigurationFile.settings().get("gpicl.serve.port");

    assertThat(compose.list("gpicl", "ports")).containsExactly("127.0.0.1:" + port + ":" + port);
    assertThat(targets()).contains("gpicl:" + port);
  }

  @Test
  void theProgramAnswersToTheNameThatPrometheusUses() throws IOException {
    assertThat(compose.environment("gpicl").get("GPICL_SERVE_HOSTS").split(",")).contains("gpicl");
    assertThat(compose.services()).containsKey("gpicl");
    assertThat(targets()).first().asString().startsWith("gpicl:");
  }

  private static List<String> targets() throws IOException {
    Map<?, ?> prometheus =
        new Yaml().load(Files.readString(ComposeFile.FOLDER.resolve("prometheus.yml")));
    return ((List<?>) prometheus.get("scrape_configs"))
        .stream()
            .map(job -> (Map<?, ?>) job)
            .flatMap(job -> ((List<?>) job.get("static_configs")).stream())
            .flatMap(config -> ((List<?>) ((Map<?, ?>) config).get("targets")).stream())
            .map(String::valueOf)
            .toList();
  }

  @Test
  void prometheusTakesItsConfiguration() throws Exception {
    Process check =
        new ProcessBuilder(
                Tool.find("promtool").toString(), "check", "config", "docker/prometheus.yml")
            .redirectErrorStream(true)
            .start();
    String told = new String(check.getInputStream().readAllBytes());

    assertThat(check.waitFor()).as(told).isZero();
  }

  @Test
  void grafanaHasWhatItsProvisioningAsksFor() throws IOException {
    Set<String> asked = new TreeSet<>();
    try (Stream<Path> files = Files.walk(PROVISIONING)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Pattern.compile("\\$\\{(\\w+)}")
            .matcher(Files.readString(file))
            .results()
            .forEach(found -> asked.add(found.group(1)));
      }
    }
    Map<String, String> environment = compose.environment("grafana");

    assertThat(asked).contains("GPICL_DASHBOARDS", "GPICL_PROMETHEUS_URL");
    assertThat(environment.keySet()).containsAll(asked);
    assertThat(compose.list("grafana", "volumes"))
        .contains("../grafana/dashboards:" + environment.get("GPICL_DASHBOARDS") + ":ro");
    Path home = Path.of(environment.get("GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH"));
    assertThat(home.getParent()).hasToString(environment.get("GPICL_DASHBOARDS"));
    assertThat(Path.of("grafana", "dashboards").resolve(home.getFileName())).exists();
  }

  @Test
  void alertsAreEvaluatedOnce() throws IOException {
    assertThat(PROVISIONING.resolve("alerting")).isNotEmptyDirectory();
    assertThat(compose.list("grafana", "volumes")).anyMatch(v -> v.contains("provisioning:"));
    assertThat(Files.readAllLines(ComposeFile.FOLDER.resolve("prometheus.yml")))
        .noneMatch(line -> line.startsWith("rule_files"));
  }

  @Test
  void theProgramAndPostgresqlAgree() {
    Map<String, String> program = compose.environment("gpicl");
    Map<String, String> database = compose.environment("postgres");

    assertThat(program)
        .containsEntry("SPRING_DATASOURCE_USERNAME", database.get("POSTGRES_USER"))
        .containsEntry("SPRING_DATASOURCE_PASSWORD", database.get("POSTGRES_PASSWORD"))
        .containsEntry(
            "SPRING_DATASOURCE_URL",
            "jdbc:postgresql://postgres:5432/" + database.get("POSTGRES_DB"));
  }
}
