package org.gpicl.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.gpicl.Needs;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The description of REST that a server sends: a linter reads it, and so does a generator. */
@Tag("full")
class GeneratedClientIT {
  private static final Path SOURCES = Path.of("src", "test", "client");

  /** Where {@code .ci/run} installs what {@code package.json} lists. */
  private static final Path CLIENT = Path.of("target", "client");

  private static final Path PROGRAMS = CLIENT.resolve("node_modules").resolve(".bin");

  @TempDir Path directory;

  @BeforeAll
  static void needsThem() {
    if (!Files.isExecutable(PROGRAMS.resolve("tsc"))) {
      Needs.missing("npm and the packages of " + SOURCES.resolve("package.json"));
    }
  }

  /** What one of npm's programs writes; it must end well. */
  private String run(String program, String... arguments) throws Exception {
    return end(PROGRAMS.resolve(program).toAbsolutePath().toString(), arguments);
  }

  private String end(String program, String... arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(program));
    command.addAll(List.of(arguments));
    Path err = directory.resolve("err");
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(CLIENT.toFile()).redirectError(err.toFile());
    builder
        .environment()
        .putAll(Map.of("REDOCLY_TELEMETRY", "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE", "true"));
    Process process = builder.start();
    String out = new String(process.getInputStream().readAllBytes());
    assertThat(process.waitFor()).as(out + Files.readString(err)).isZero();
    return out;
  }

  private static String describedBy(GpiclServer server) {
    return server.page() + "api/openapi";
  }

  @Test
  void aLinterFindsNothing() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(directory.resolve("home"))) {
      String out =
          run("redocly", "lint", "--extends=recommended", "--format=json", describedBy(server));
      JsonNode found = JsonMapper.shared().readTree(out);
      assertThat(found.get("problems")).as(out).isEmpty();
    }
  }

  @Test
  void aGeneratedClientRunsASweepAndSeesRefusalsAsTypedProblems() throws Exception {
    try (GpiclServer server = GpiclServer.startLight(directory.resolve("home"))) {
      run("openapi-typescript", describedBy(server), "--output", "api.d.ts");
      for (String source : List.of("client.ts", "tsconfig.json")) {
        Files.copy(
            SOURCES.resolve(source), CLIENT.resolve(source), StandardCopyOption.REPLACE_EXISTING);
      }
      run("tsc", "--project", ".");
      Path sweep = Files.writeString(directory.resolve("sweep.yaml"), ServedSweep.SWEEP);
      String address = server.page().replaceFirst("/$", "");
      assertThat(end("node", "client.js", address, server.token(), sweep.toString()))
          .isEqualToIgnoringNewLines(results());
    }
  }

  private String results() throws IOException {
    return Files.readString(directory.resolve("home/sweeps/served/results.csv"));
  }
}
