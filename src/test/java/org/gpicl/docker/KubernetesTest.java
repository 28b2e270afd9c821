package org.gpicl.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.gpicl.docker.KubernetesManifests.at;
import static org.gpicl.docker.KubernetesManifests.container;
import static org.gpicl.docker.KubernetesManifests.environment;
import static org.gpicl.docker.KubernetesManifests.mapOf;
import static org.gpicl.docker.KubernetesManifests.maps;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gpicl.ConfigurationFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.yaml.snakeyaml.Yaml;
import tools.jackson.databind.json.JsonMapper;

class KubernetesTest {
  private static final Path SCHEMA =
      Path.of("src", "test", "resources", "kubernetes", "kubernetes-1.37.json");
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PASSWORD = "gpicl-database/password";

  private KubernetesManifests manifests;
  private Schema schema;

  @BeforeEach
  void read() throws IOException {
    manifests = KubernetesManifests.read();
    schema =
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(JSON.readTree(Files.readString(SCHEMA)));
  }

  private List<String> complaints(Map<String, Object> object) {
    return schema.validate(JSON.valueToTree(object)).stream().map(Object::toString).toList();
  }

  @Test
  void everyObjectIsOfKubernetesApi() {
    assertThat(manifests.objects())
        .hasSizeGreaterThan(8)
        .allSatisfy(object -> assertThat(complaints(object)).isEmpty());
  }

  @Test
  void theApiRefusesWhatItDoesNotKnow() {
    Map<String, Object> manager =
        manifests.ofKind("Deployment").stream()
            .filter(one -> at(one, "metadata", "name").equals("gpicl-manager"))
            .findFirst()
            .orElseThrow();
    Map<String, Object> container = container(mapOf(at(manager, "spec", "template")));
    Object probe = container.remove("livenessProbe");
    container.put("livelinessProbe", probe);
    assertThat(complaints(manager)).singleElement().asString().contains("livelinessProbe");
    assertThat(complaints(Map.of("apiVersion", "v1", "kind", "Pot", "metadata", Map.of())))
        .isNotEmpty();
  }

  @Test
  void everyFileIsPartOfItsKustomization() throws IOException {
    for (Path file : KubernetesManifests.files()) {
      Path kustomization = file.resolveSibling(KubernetesManifests.KUSTOMIZATION);
      List<?> resources =
          (List<?>) mapOf(new Yaml().load(Files.readString(kustomization))).get("resources");
      if (file.equals(kustomization)) {
        assertThat(resources)
            .allSatisfy(resource -> assertThat(file.resolveSibling((String) resource)).exists());
      } else {
        assertThat(resources.stream().map(Object::toString))
            .contains(file.getFileName().toString());
      }
    }
  }

  @Test
  void everyImageHasAnExactVersionAndOursThatOfTheProgram() throws IOException {
    String ours = "gpicl:" + Dockerfile.versionOfTheProgram();
    assertThat(manifests.ourPods().values())
        .extracting(pod -> container(pod).get("image"))
        .containsOnly(ours, ours + "-gpu");
    assertThat(container(manifests.pods().get("postgres")).get("image"))
        .isEqualTo(ComposeFile.read("compose.yaml").services().get("postgres").get("image"));
  }

  @Test
  void theProgramIsConfiguredByNamesThatItReads() throws IOException {
    Set<String> known =
        Stream.concat(
                ConfigurationFile.settings().keySet().stream()
                    .map(ConfigurationFile::inEnvironment),
                Stream.of("TZ"))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(manifests.ourPods().values())
        .allSatisfy(pod -> assertThat(known).containsAll(environment(container(pod)).keySet()));
  }

  @Test
  void passwordsComeFromASecretAndAreNeverOnACommandLine() {
    assertThat(manifests.ourPods().values())
        .hasSize(3)
        .allSatisfy(
            pod -> {
              Map<String, Object> container = container(pod);
              assertThat(environment(container))
                  .containsEntry("SPRING_DATASOURCE_PASSWORD", PASSWORD)
                  .containsEntry("SPRING_DATASOURCE_USERNAME", "gpicl-database/username");
              assertThat((List<?>) container.get("args")).hasSize(1);
            });
    assertThat(environment(container(manifests.pods().get("postgres"))))
        .containsEntry("POSTGRES_PASSWORD", PASSWORD)
        .containsEntry("POSTGRES_USER", "gpicl-database/username");
    assertThat(manifests.ofKind("Secret")).as("none is kept with the project").isEmpty();
  }

  @Test
  void theProgramAndPostgresqlAgree() {
    Map<String, Object> postgres = container(manifests.pods().get("postgres"));
    String database = environment(postgres).get("POSTGRES_DB");
    assertThat(manifests.ourPods().values())
        .allSatisfy(
            pod ->
                assertThat(environment(container(pod)))
                    .containsEntry(
                        "SPRING_DATASOURCE_URL", "jdbc:postgresql://postgres:5432/" + database));
    assertThat(maps(postgres.get("ports")))
        .extracting(port -> port.get("containerPort"))
        .containsExactly(5432);
  }

  @Test
  void thePortIsTheProgramsOwnAndServesProbesAndMetrics() throws IOException {
    int port = Integer.parseInt(ConfigurationFile.settings().get("gpicl.serve.port"));
    Map<String, Object> manager = manifests.pods().get("gpicl-manager");
    Map<String, Object> container = container(manager);
    assertThat(maps(container.get("ports")))
        .containsExactly(Map.of("name", "http", "containerPort", port));
    assertThat(mapOf(at(manager, "metadata", "annotations")))
        .containsEntry("prometheus.io/port", "" + port)
        .containsEntry("prometheus.io/path", "/actuator/prometheus");
    for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
      assertThat(at(container, probe, "httpGet", "port")).isEqualTo("http");
      assertThat((String) at(container, probe, "httpGet", "path")).startsWith("/actuator/health/");
    }
  }

  @Test
  void aServiceHasItsPodAndThePortsOfIt() {
    for (Map<String, Object> service : manifests.ofKind("Service")) {
      Map<String, Object> pod = chosen(mapOf(at(service, "spec", "selector"))).get(0);
      List<Object> ports = new ArrayList<>();
      maps(container(pod).get("ports")).forEach(port -> ports.add(port.get("name")));
      assertThat(maps(at(service, "spec", "ports")))
          .extracting(port -> port.get("targetPort"))
          .isSubsetOf(ports);
    }
  }

  @Test
  void aDrainTakesOneWorkerAfterAnotherOfEitherKind() {
    assertThat(manifests.ofKind("PodDisruptionBudget"))
        .singleElement()
        .satisfies(
            budget -> {
              assertThat(at(budget, "spec", "maxUnavailable")).isEqualTo(1);
              assertThat(chosen(mapOf(at(budget, "spec", "selector", "matchLabels"))))
                  .hasSize(2)
                  .allSatisfy(
                      pod -> assertThat(container(pod)).containsEntry("args", List.of("worker")));
            });
  }

  private List<Map<String, Object>> chosen(Map<String, Object> labels) {
    return manifests.pods().values().stream()
        .filter(
            pod -> mapOf(at(pod, "metadata", "labels")).entrySet().containsAll(labels.entrySet()))
        .toList();
  }

  @Test
  void aStopHasTimeForCheckpointsAsInDocker() throws IOException {
    String compose =
        (String) ComposeFile.read("compose.yaml").services().get("gpicl").get("stop_grace_period");
    assertThat(compose).isEqualTo("2m");
    assertThat(manifests.ourPods().values())
        .allSatisfy(
            pod ->
                assertThat((Integer) at(pod, "spec", "terminationGracePeriodSeconds"))
                    .isGreaterThanOrEqualTo(120));
  }

  @Test
  void aServicesNameIsNotTakenForASetting() {
    assertThat(manifests.pods().values())
        .allSatisfy(pod -> assertThat(at(pod, "spec", "enableServiceLinks")).isEqualTo(false));
  }

  @Test
  void everyPodIsRestrictedAndOursRunsAsTheImagesUser() throws IOException {
    assertThat(manifests.pods().values())
        .allSatisfy(
            pod -> {
              assertThat(at(pod, "spec", "securityContext", "runAsNonRoot")).isEqualTo(true);
              assertThat(at(pod, "spec", "securityContext", "seccompProfile", "type"))
                  .isEqualTo("RuntimeDefault");
              Object container = container(pod).get("securityContext");
              assertThat(at(container, "allowPrivilegeEscalation")).isEqualTo(false);
              assertThat(at(container, "capabilities", "drop")).isEqualTo(List.of("ALL"));
            });
    String user = Files.readString(Path.of("docker", "Dockerfile"));
    assertThat(manifests.ourPods().values())
        .allSatisfy(
            pod ->
                assertThat(user)
                    .contains(
                        "useradd --uid " + at(pod, "spec", "securityContext", "runAsUser") + " "));
  }

  @Test
  void aWorkerTrainsAsManyCellsAsItMayUseCores() {
    assertThat(manifests.ourPods())
        .allSatisfy(
            (name, pod) ->
                assertThat(at(container(pod), "resources", "limits", "cpu")).as(name).isNotNull());
    assertThat(
            at(
                container(manifests.pods().get("gpicl-worker-gpu")),
                "resources",
                "limits",
                "nvidia.com/gpu"))
        .isEqualTo(1);
  }
}
