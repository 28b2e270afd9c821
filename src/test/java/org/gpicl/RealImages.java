package org.gpicl;

import static org.assertj.core.api.Assertions.fail;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/**
 * Where the real image sets are: {@code GPICL_DATA}, else {@code shared/data} beside the checkout.
 * Tests that need them are skipped where there are none, but not in CI, where they must be.
 */
public final class RealImages {
  private RealImages() {}

  /** A folder with {@code mnist/} in it. */
  public static Path folder() {
    String named = System.getenv("GPICL_DATA");
    if (named != null) {
      if (!Files.isDirectory(Path.of(named).resolve("mnist"))) {
        fail("GPICL_DATA is " + named + ", which has no folder mnist");
      }
      return Path.of(named).toAbsolutePath();
    }
    for (Path up = Path.of("").toAbsolutePath(); up != null; up = up.getParent()) {
      Path candidate = up.resolve("shared").resolve("data");
      if (Files.isDirectory(candidate.resolve("mnist"))) {
        return candidate;
      }
    }
    if (System.getenv("CI") != null) {
      fail("CI must have real images: set GPICL_DATA to a folder that has mnist in it");
    }
    return Assumptions.abort("no real images: set GPICL_DATA to a folder that has mnist in it");
  }
}
