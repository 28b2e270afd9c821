package org.gpicl.grafana;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.gpicl.Needs;

/**
 * A program that is on the path: Prometheus' and systemd's. Where it is not installed the tests
 * that need it are skipped, but not in CI, where it must be.
 */
public final class Tool {
  private static final Map<String, String> PACKAGES =
      Map.of("promtool", "Prometheus", "prometheus", "Prometheus", "systemd-analyze", "systemd");

  private Tool() {}

  public static Path find(String name) {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(":"))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst()
        .orElseGet(() -> missing(name));
  }

  private static Path missing(String name) {
    return Needs.missing(PACKAGES.getOrDefault(name, name));
  }
}
