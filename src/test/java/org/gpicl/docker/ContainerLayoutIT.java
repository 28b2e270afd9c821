package org.gpicl.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The files that an image has, laid out as in an image, with nothing else of the project near. */
@EnabledOnOs(OS.LINUX)
@Tag("full")
class ContainerLayoutIT {
  private static final Pattern PORT = Pattern.compile("Page +http://127\\.0\\.0\\.1:(\\d+)/");
  private static final long PATIENCE_SECONDS = 300;

  /** The stop_grace_period of docker/compose.yaml; an idle server ends in a second or two. */
  private static final long GRACE_SECONDS = 120;

  @TempDir Path directory;
  private Path installed;
  private Path lib;
  private Path output;

  @BeforeEach
  void copy() throws IOException {
    installed = Files.createDirectories(directory.resolve("opt").resolve("gpicl"));
    output = directory.resolve("output");
    Files.createDirectories(installed.resolve("target"));
    // 200 MB that nothing writes to.
    lib = installed.resolve("target").resolve("lib");
    Files.createSymbolicLink(lib, Path.of("target", "lib").toAbsolutePath());
    Files.copy(Path.of("target", "gpicl.jar"), installed.resolve("target").resolve("gpicl.jar"));
    Files.copy(Path.of("gpicl"), installed.resolve("gpicl"));
    Files.copy(Path.of("docker", "healthcheck"), installed.resolve("healthcheck"));
  }

  @AfterEach
  void unlink() throws IOException {
    Files.delete(lib);
  }

  private Process start(String... command) throws IOException {
    List<String> words = new ArrayList<>(List.of(command));
    words.set(0, installed.resolve(command[0]).toString());
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile());
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("GPICL_HOME", directory.resolve("data").toString());
    builder.environment().put("GPICL_SERVE_ADDRESS", "0.0.0.0");
    builder.environment().put("GPICL_JAVA_OPTS", "-Xmx1g");
    return builder.start();
  }

  private String told() {
    try {
      return Files.readString(output);
    } catch (IOException notYet) {
      return "";
    }
  }

  private void mustEnd(Process process, int code, long seconds) throws Exception {
    if (!process.waitFor(seconds, TimeUnit.SECONDS)) {
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      process.destroyForcibly();
      fail("did not end within " + seconds + " seconds:\n" + told());
    }
    assertThat(process.exitValue()).as(told()).isEqualTo(code);
  }

  private String port(Process server) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    while (server.isAlive() && System.nanoTime() < end) {
      Matcher port = PORT.matcher(told());
      if (port.find()) {
        return port.group(1);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
    }
    server.destroy();
    return fail("no page:\n" + told());
  }

  @Test
  void theProgramStartsIsHealthyAndEndsOnSigterm() throws Exception {
    mustEnd(start("gpicl", "--version"), 0, PATIENCE_SECONDS);
    assertThat(told()).contains("gpicl " + Dockerfile.versionOfTheProgram());
    assertThat(archives()).as("what an image has from its build").hasSize(1);

    Process server = start("gpicl", "serve", "--port", "0");
    String port = port(server);
    Path served = output;
    output = directory.resolve("health");
    mustEnd(start("healthcheck", port), 0, 60);
    output = served;
    for (String probe : List.of("liveness", "readiness")) {
      assertThat(status(port, "/actuator/health/" + probe)).as(probe).isEqualTo(200);
    }

    server.destroy();
    mustEnd(server, 0, GRACE_SECONDS);

    output = directory.resolve("health");
    mustEnd(start("healthcheck", port), 1, 60);
  }

  /** As a probe of Kubernetes, which asks by the address of a pod. */
  private static int status(String port, String path) throws Exception {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return HttpClient.newHttpClient()
        .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }

  private List<Path> archives() throws IOException {
    try (Stream<Path> files = Files.list(installed.resolve("target"))) {
      return files.filter(file -> file.toString().endsWith(".jsa")).toList();
    }
  }
}
