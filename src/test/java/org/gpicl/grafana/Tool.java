package org.gpicl.grafana;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Assumptions;

/**
 * A program that is on the path: Prometheus' and systemd's. Where it is not installed the tests
 * that need it are skipped, but not in CI, where it must be.
 */
public final class Tool {
  private Tool() {}

  public static Path find(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing(name));
  }

  private static Path missing(String name) {
    if (System.getenv("CI") != null) {
      fail("CI must have " + name + "; .ci/run installs it");
    }
    return Assumptions.abort(name + " is not installed; .ci/run names the packages");
  }
}
