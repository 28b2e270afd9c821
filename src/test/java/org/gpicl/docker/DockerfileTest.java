package org.gpicl.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gpicl.ConfigurationFile;
import org.gpicl.docker.Dockerfile.Instruction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DockerfileTest {
  private static final String CPU = "Dockerfile";
  private static final String GPU = "Dockerfile.gpu";

  private static List<String> letThrough() throws IOException {
    return Files.readAllLines(Path.of(".dockerignore")).stream()
        .filter(line -> line.startsWith("!"))
        .map(line -> line.substring(1))
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {CPU, GPU})
  void whatIsCopiedExistsAndIsNotIgnored(String name) throws IOException {
    List<String> sources = copied(name);

    assertThat(sources).isNotEmpty().allSatisfy(source -> assertThat(Path.of(source)).exists());
    assertThat(letThrough()).containsAll(sources);
  }

  @Test
  void whatIsNotIgnoredIsCopiedByOneOfThem() throws IOException {
    Set<String> sources = new HashSet<>(copied(CPU));
    sources.addAll(copied(GPU));
    assertThat(letThrough()).containsExactlyInAnyOrderElementsOf(sources);
  }

  private static List<String> copied(String name) throws IOException {
    List<String> stages = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (Instruction one : Dockerfile.read(name).instructions()) {
      if (one.name().equals("FROM") && one.words().contains("AS")) {
        stages.add(one.words().get(2));
      }
      if (one.name().equals("COPY") && !one.stage().isEmpty()) {
        assertThat(stages).as(one.toString()).contains(one.stage());
      } else if (one.name().equals("COPY")) {
        sources.addAll(one.sources());
      }
    }
    return sources;
  }

  /**
   * Paths that an earlier stage makes are those of the build; ContainerLayoutIT starts from them.
   */
  @ParameterizedTest
  @ValueSource(strings = {CPU, GPU})
  void theProgramLiesAsTheLauncherLooksForIt(String name) throws IOException {
    Dockerfile file = Dockerfile.read(name);

    assertThat(file.all("COPY"))
        .extracting(Instruction::arguments)
        .contains(
            "--from=build /build/target/lib /opt/gpicl/target/lib",
            "--from=build /build/target/gpicl.jar /opt/gpicl/target/gpicl.jar",
            "gpicl docker/healthcheck LICENSE NOTICE /opt/gpicl/");
    assertThat(file.all("ENTRYPOINT"))
        .extracting(Instruction::arguments)
        .containsExactly("[\"/opt/gpicl/gpicl\"]");
    assertThat(file.all("CMD")).extracting(Instruction::arguments).containsExactly("[\"serve\"]");
    assertThat(file.all("HEALTHCHECK")).hasSize(1);
    assertThat(Files.isExecutable(Path.of("docker", "healthcheck"))).isTrue();
    assertThat(Files.isExecutable(Path.of("gpicl"))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {CPU, GPU})
  void itIsConfiguredByNamesThatTheProgramReads(String name) throws IOException {
    Dockerfile file = Dockerfile.read(name);
    List<String> known =
        ConfigurationFile.settings().keySet().stream()
            .map(ConfigurationFile::inEnvironment)
            .toList();

    assertThat(file.environment()).contains("GPICL_HOME=/data", "GPICL_SERVE_ADDRESS=0.0.0.0");
    assertThat(
            file.environment().stream()
                .map(entry -> entry.substring(0, entry.indexOf('=')))
                .filter(entry -> entry.startsWith("GPICL_") && !entry.equals("GPICL_HOME")))
        .allMatch(known::contains);
    assertThat(file.all("EXPOSE"))
        .extracting(Instruction::arguments)
        .containsExactly(ConfigurationFile.settings().get("gpicl.serve.port"));
    assertThat(file.all("VOLUME")).extracting(Instruction::arguments).containsExactly("/data");
  }

  @ParameterizedTest
  @ValueSource(strings = {CPU, GPU})
  void basesAreExactTheUserIsNotRootAndTheVersionIsTheProgrammes(String name) throws IOException {
    Dockerfile file = Dockerfile.read(name);
    List<Instruction> bases = file.all("FROM");

    assertThat(bases).allMatch(base -> base.words().get(0).matches("[a-z/-]+:.*\\d{2,}.*"));
    assertThat(file.all("USER")).extracting(Instruction::arguments).containsExactly("gpicl");
    assertThat(file.all("LABEL").get(0).arguments())
        .contains("image.version=\"" + Dockerfile.versionOfTheProgram() + "\"")
        .contains(bases.get(bases.size() - 1).words().get(0));
  }

  @Test
  void theTwoImagesDifferInTheirBaseAndInWhatAGpuNeeds() throws IOException {
    List<Instruction> cpu = new ArrayList<>(Dockerfile.read(CPU).instructions());
    List<Instruction> gpu = new ArrayList<>(Dockerfile.read(GPU).instructions());
    List<Instruction> common = List.copyOf(cpu);
    cpu.removeAll(gpu);
    gpu.removeAll(common);

    assertThat(cpu).extracting(Instruction::name).containsExactly("RUN", "FROM", "ENV", "LABEL");
    assertThat(gpu)
        .extracting(Instruction::name)
        .containsExactly("COPY", "ARG", "RUN", "FROM", "ENV", "LABEL");
    assertThat(gpu.get(0).arguments()).isEqualTo("src/libtorch src/libtorch");
    assertThat(gpu.get(2).arguments().replace(" ${PROFILES:+\"-P$PROFILES\"}", ""))
        .isEqualTo(cpu.get(0).arguments());
  }
}
